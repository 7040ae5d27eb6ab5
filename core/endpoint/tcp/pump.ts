/** Who owns the time of a broker that guests use: everything they do goes through it. */
export interface Pump {
  /** Brings the broker's time up to now, does it, and sees to what is due next. */
  enter(act: () => void): void
  stop(): void
}
