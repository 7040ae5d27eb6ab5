/**
 * The model is readonly throughout, the contract's schemas describe plain data. The two have the same shape; this says
 * so to the compiler in one place. Nothing is copied: a result is serialised as soon as it is returned.
 */
export type Plain<T> = T extends string | number | boolean | bigint | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? number extends T['length']
      ? Plain<Item>[]
      : { -readonly [Key in keyof T]: Plain<T[Key]> }
    : { -readonly [Key in keyof T]: Plain<T[Key]> }

export const plain = <T>(value: T): Plain<T> => value as Plain<T>
