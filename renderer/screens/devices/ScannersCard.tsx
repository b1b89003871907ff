import { IconKeyboard, IconPlug, IconRefresh, IconUsb } from '@tabler/icons-react'
import { useState } from 'react'
import {
  type DevicesView,
  SCANNER_ROLES,
  type ScannerDeviceView,
} from '#shared/contract/devices.ts'
import { symbologyOf } from '#shared/scan/aim.ts'
import { client } from '../../app/client.ts'
import { wedgeSettings } from '../../app/scanner-settings.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset, CardRow } from '../../components/Card.tsx'
import { Chip, type ChipTone } from '../../components/Chip.tsx'
import { Code } from '../../components/Code.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useNames } from '../../i18n/names.ts'
import { useT } from '../../i18n/use-t.ts'
import { CopyButton } from './CopyButton.tsx'
import styles from './devices.module.css'
import { sayStanding } from './say-standing.ts'
import { showDevices } from './use-device-bytes.ts'

/** All scanners of this bench: how each stands, and what it is for. */
export function ScannersCard({ devices }: { devices: DevicesView | undefined }) {
  const t = useT()
  const [isLooking, setLooking] = useState(false)
  const look = async () => {
    setLooking(true)
    showDevices(await client.devices.look())
    setLooking(false)
  }
  return (
    <Card
      title={t('devices.scanners')}
      aside={
        <Button size={48} icon={IconRefresh} disabled={isLooking} onClick={() => void look()}>
          {t(isLooking ? 'devices.looking' : 'devices.look')}
        </Button>
      }
    >
      {devices && <Troubles devices={devices} />}
      {devices?.scanners.map((one) => (
        <ScannerRow key={one.key} scanner={one} />
      ))}
      <CardRow
        icon={<Icon of={IconKeyboard} size={26} />}
        title={t('devices.wedge')}
        sub={<WedgeWords />}
      />
      {devices?.scanners.length === 0 && (
        <p className={styles.nothing}>{t('devices.noScanners')}</p>
      )}
    </Card>
  )
}

function Troubles({ devices }: { devices: DevicesView }) {
  const t = useT()
  const { noHid, isRuleMissing, ruleCommand, areSettingsLost } = devices
  return (
    <>
      {areSettingsLost && (
        <CardInset>
          <Banner tone="caution">{t('devices.settingsLost')}</Banner>
        </CardInset>
      )}
      {noHid !== null && (
        <CardInset>
          <Banner tone="caution">{t('devices.noHid', { why: noHid })}</Banner>
        </CardInset>
      )}
      {isRuleMissing && (
        <CardInset>
          <Banner
            tone="caution"
            action={ruleCommand && <CopyButton text={ruleCommand} label={t('devices.copyRule')} />}
          >
            {t('devices.ruleMissing')}
          </Banner>
          {ruleCommand && (
            <pre className={styles.command}>
              <Code breaks>{ruleCommand}</Code>
            </pre>
          )}
        </CardInset>
      )}
    </>
  )
}

function WedgeWords() {
  const t = useT()
  const { layout, gapMs, prefix, suffix } = wedgeSettings.use()
  return (
    <span className={styles.words}>
      <span>{t(layout === 'as-typed' ? 'devices.wedgeAsTyped' : 'devices.wedgeUs')}</span>
      <span>{t('devices.wedgeGap', { ms: gapMs })}</span>
      {prefix !== '' && (
        <span>
          {t('scannerTest.prefix')} <Code>{prefix}</Code>
        </span>
      )}
      {suffix !== '' && (
        <span>
          {t('scannerTest.suffix')} <Code>{suffix}</Code>
        </span>
      )}
    </span>
  )
}

const TONES: Readonly<Record<ScannerDeviceView['standing'], ChipTone>> = {
  ready: 'ok',
  off: 'plain',
  lost: 'caution',
  'cannot-open': 'stop',
}

function ScannerRow({ scanner }: { scanner: ScannerDeviceView }) {
  const t = useT()
  const { minute } = useNames()
  const { key, kind, name, role, standing, layout, aim, lastAt } = scanner
  return (
    <div className={styles.scanner}>
      <div className={styles.scannerHead}>
        <Icon of={kind === 'hid' ? IconUsb : IconPlug} size={26} />
        <div className={styles.scannerName}>
          <h3>{name}</h3>
          <p>{t(`devices.kind.${kind}`)}</p>
        </div>
        <Chip tone={TONES[standing]}>{t(`devices.chip.${standing}`)}</Chip>
      </div>
      <p>{sayStanding(t, scanner, minute)}</p>
      <p className={styles.words}>
        {layout && <span>{t(`devices.layout.${layout}`)}</span>}
        {aim && (
          <span>
            <Code>{aim}</Code> {symbologyOf(aim)}
          </span>
        )}
        {lastAt !== null && standing !== 'lost' && (
          <span>{t('devices.lastRead', { at: minute(lastAt) })}</span>
        )}
      </p>
      <div className={styles.scannerActs}>
        <fieldset className={styles.choice} aria-label={t('devices.roleOf', { name })}>
          {SCANNER_ROLES.map((one) => (
            <Button
              key={one}
              size={48}
              kind={one === role ? 'steel' : 'outlined'}
              aria-pressed={one === role}
              onClick={async () => showDevices(await client.devices.setRole({ key, role: one }))}
            >
              {t(`devices.role.${one}`)}
            </Button>
          ))}
        </fieldset>
        {standing === 'lost' && kind === 'hid' && (
          <Button
            size={48}
            kind="quiet"
            onClick={async () => showDevices(await client.devices.forget({ key }))}
          >
            {t('devices.forget')}
          </Button>
        )}
      </div>
    </div>
  )
}
