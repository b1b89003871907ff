import { MATERIALS, type Material, TUBE_TYPES, type TubeType } from '#shared/domain/words.ts'

/** What was chosen last on this computer; a batch of tubes seldom changes it. */
export interface Choices {
  readonly study: string | null
  readonly material: Material | null
  readonly tubeType: TubeType
}

const KEPT = 'frostkeep.accession'

export function loadChoices(): Choices {
  const { study, material, tubeType } = kept()
  return {
    study: typeof study === 'string' ? study : null,
    material: MATERIALS.find((one) => one === material) ?? null,
    tubeType: TUBE_TYPES.find((one) => one === tubeType) ?? 'cryotube',
  }
}

function kept(): Record<string, unknown> {
  try {
    return Object(JSON.parse(localStorage.getItem(KEPT) ?? '{}'))
  } catch {
    return {}
  }
}

export const keepChoices = (choices: Choices): void =>
  localStorage.setItem(KEPT, JSON.stringify(choices))
