import type { Place } from '#renderer/state/view.ts'

/** The places, in the order of the rail and of their keys. */
export const places: readonly Place[] = ['lab', 'explore', 'fidelity']

export const placeKeys = (place: Place): string => `Mod+${places.indexOf(place) + 1}`
