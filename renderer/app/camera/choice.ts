/** A camera by its id in this browser and by the name that its maker gave it. */
export interface NamedCamera {
  deviceId: string
  /** Empty as long as no camera was allowed. */
  label: string
}

/**
 * `preferred`: nobody chose one. `there`: the one that was chosen, under the id that it has now. `absent`:
 * it is not there; `others` are.
 */
export type Choice =
  | { type: 'preferred' }
  | { type: 'there'; deviceId: string }
  | { type: 'absent'; label: string; others: readonly NamedCamera[] }

/**
 * Looks for the camera that was chosen among those that are there: by its id, else by its name, since a
 * browser gives new ids when what it keeps was cleared. Two of the same name are told apart by nothing but
 * their ids. As long as the browser tells no ids, nobody knows: then it counts as there.
 */
export function findChosen(
  chosen: NamedCamera | undefined,
  cameras: readonly NamedCamera[],
): Choice {
  if (chosen === undefined) return { type: 'preferred' }
  const known = cameras.filter(({ deviceId }) => deviceId !== '')
  const isHere = known.some(({ deviceId }) => deviceId === chosen.deviceId)
  if (isHere || known.length < cameras.length) return { type: 'there', deviceId: chosen.deviceId }
  const [namesake, another] = known.filter(({ label }) => label !== '' && label === chosen.label)
  if (namesake && !another) return { type: 'there', deviceId: namesake.deviceId }
  return { type: 'absent', label: chosen.label, others: known }
}
