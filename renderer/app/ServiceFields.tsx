import { TextField } from '../components/fields.tsx'
import { useT } from '../i18n/use-t.ts'

export interface ServiceAddress {
  readonly url: string
  readonly code: string
}

export const NO_ADDRESS: ServiceAddress = { url: '', code: '' }

/** As it is sent, or undefined while a part of it is missing. */
export function readAddress({ url, code }: ServiceAddress): ServiceAddress | undefined {
  const read = { url: url.trim(), code: code.trim() }
  return read.url !== '' && read.code !== '' ? read : undefined
}

interface ServiceFieldsProps {
  readonly value: ServiceAddress
  readonly onChange: (value: ServiceAddress) => void
}

/** Where the service is, and the code that it shows for the next bench. */
export function ServiceFields({ value, onChange }: ServiceFieldsProps) {
  const t = useT()
  return (
    <>
      <TextField
        label={t('service.url')}
        hint={t('service.urlHint')}
        code
        value={value.url}
        onChange={(url) => onChange({ ...value, url })}
        placeholder="https://"
      />
      <TextField
        label={t('service.code')}
        hint={t('service.codeHint')}
        code
        value={value.code}
        onChange={(code) => onChange({ ...value, code })}
      />
    </>
  )
}
