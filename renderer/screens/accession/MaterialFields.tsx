import { useIntl } from 'react-intl'
import { MATERIALS, type Material, TUBE_TYPES, type TubeType } from '#shared/domain/words.ts'
import { sayMaterial, sayTubeType } from '../../app/format.ts'
import { Select } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'

export interface MaterialFieldProps {
  value: Material | null
  onChange: (material: Material) => void
  /** What the box takes; empty for any. */
  holds?: readonly Material[]
}

/** What is in the tube. */
export function MaterialField({ value, onChange, holds = [] }: MaterialFieldProps) {
  const intl = useIntl()
  const t = useT()
  const offered = holds.length > 0 ? holds : MATERIALS
  return (
    <Select
      label={t('accession.material')}
      value={value !== null && offered.includes(value) ? value : null}
      onChange={onChange}
      options={offered.map((material) => ({ value: material, label: sayMaterial(intl, material) }))}
      placeholder={t('accession.chooseMaterial')}
    />
  )
}

export interface TubeTypeFieldProps {
  value: TubeType
  onChange: (tubeType: TubeType) => void
}

/** The vessel. */
export function TubeTypeField({ value, onChange }: TubeTypeFieldProps) {
  const intl = useIntl()
  const t = useT()
  return (
    <Select
      label={t('accession.tubeType')}
      value={value}
      onChange={onChange}
      options={TUBE_TYPES.map((type) => ({ value: type, label: sayTubeType(intl, type) }))}
    />
  )
}
