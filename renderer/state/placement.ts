/**
 * Where a hand has put nodes of a scenario: over the automatic layout, per scenario, for as long as the page lives.
 */
import { create } from 'zustand'

/** The middle of a node, so that it stays in line with the others when its size is another. */
export interface Place {
  readonly x: number
  readonly y: number
}
export type Places = ReadonlyMap<string, Place>

interface Placement {
  readonly scenes: ReadonlyMap<string, Places>
}

const nowhere: Places = new Map()

export const usePlacement = create<Placement>()(() => ({ scenes: new Map() }))

export const placesOf = ({ scenes }: Placement, scene: string): Places =>
  scenes.get(scene) ?? nowhere

export function movePlace(scene: string, node: string, place: Place): void {
  usePlacement.setState(({ scenes }) => ({
    scenes: new Map(scenes).set(scene, new Map(placesOf({ scenes }, scene)).set(node, place)),
  }))
}

/** Puts a whole set of places, as undo does. */
export function setPlaces(scene: string, places: Places): void {
  usePlacement.setState(({ scenes }) => ({ scenes: new Map(scenes).set(scene, places) }))
}
