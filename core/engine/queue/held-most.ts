/** More than any consumer can hold. */
export const unlimited = 0x3fffffff
