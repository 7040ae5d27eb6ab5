/** What the command line ends with. */
export const exit = {
  ok: 0,
  expectation: 1,
  input: 2,
  fault: 3,
  interrupted: 130,
  terminated: 143,
} as const
