import { useMantineColorScheme } from '@mantine/core'
import {
  IconAlertHexagon,
  IconArrowBackUp,
  IconArrowsSplit2,
  IconCamera,
  IconCertificate,
  IconDeviceDesktop,
  IconFlask2,
  IconFridge,
  IconGridScan,
  IconHelpCircle,
  IconLanguage,
  IconLock,
  IconMoon,
  IconPackageImport,
  IconScan,
  IconSettings,
  IconSun,
  IconTableImport,
  IconTag,
  IconTags,
  IconTestPipe,
  IconTruckDelivery,
  IconUsb,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { LANGUAGES, languageNames } from '../i18n/messages.ts'
import { useT } from '../i18n/use-t.ts'
import { useLanguage } from '../i18n/Words.tsx'
import { cameraOn } from './camera/camera-settings.ts'
import { client } from './client.ts'
import { pathOf, type To } from './go.ts'
import type { Entry } from './matching.ts'
import { router } from './router.tsx'
import { useUndoShown } from './undo.ts'
import { BY_CLICK } from './via.ts'

const goTo = (to: To['to']) => (): void => void router.navigate({ to: pathOf(to) })

/** Every place, and every act that needs no code in hand. */
export function usePaletteEntries(): readonly Entry[] {
  const t = useT()
  const { setColorScheme } = useMantineColorScheme()
  const { choose } = useLanguage()
  const undoShown = useUndoShown()
  return useMemo(
    () => [
      { id: 'home', label: t('rail.scan'), icon: IconScan, run: goTo('home') },
      { id: 'freezers', label: t('rail.freezers'), icon: IconFridge, run: goTo('freezers') },
      { id: 'rescan', label: t('rescan.title'), icon: IconGridScan, run: goTo('rescan') },
      { id: 'samples', label: t('rail.samples'), icon: IconTestPipe, run: goTo('samples') },
      { id: 'studies', label: t('studies.title'), icon: IconFlask2, run: goTo('studies') },
      { id: 'worklist', label: t('rail.worklist'), icon: IconAlertHexagon, run: goTo('worklist') },
      {
        id: 'receiving',
        label: t('receiving.title'),
        icon: IconPackageImport,
        run: goTo('receiving'),
      },
      {
        id: 'accession',
        label: t('accession.batchTitle'),
        icon: IconTags,
        run: goTo('accession'),
      },
      {
        id: 'processing',
        label: t('processing.title'),
        icon: IconArrowsSplit2,
        run: goTo('processing'),
      },
      { id: 'import', label: t('palette.import'), icon: IconTableImport, run: goTo('import') },
      {
        id: 'transfer',
        label: t('transfer.title'),
        icon: IconTruckDelivery,
        run: goTo('transfer'),
      },
      { id: 'labels', label: t('labels.title'), icon: IconTag, run: goTo('labels') },
      { id: 'devices', label: t('devices.title'), icon: IconUsb, run: goTo('devices') },
      { id: 'ledger', label: t('rail.ledger'), icon: IconCertificate, run: goTo('ledger') },
      { id: 'settings', label: t('rail.settings'), icon: IconSettings, run: goTo('settings') },
      { id: 'help', label: t('palette.help'), icon: IconHelpCircle, run: goTo('help') },
      {
        id: 'undo',
        label: t('palette.undo'),
        icon: IconArrowBackUp,
        run: () => void undoShown(BY_CLICK),
      },
      {
        id: 'camera',
        label: t('palette.camera'),
        icon: IconCamera,
        run: () => cameraOn.set(!cameraOn.get()),
      },
      {
        id: 'lock',
        label: t('session.lock'),
        icon: IconLock,
        run: () => void client.session.signOut(),
      },
      { id: 'light', label: t('theme.light'), icon: IconSun, run: () => setColorScheme('light') },
      { id: 'dark', label: t('theme.dark'), icon: IconMoon, run: () => setColorScheme('dark') },
      {
        id: 'auto',
        label: t('theme.auto'),
        icon: IconDeviceDesktop,
        run: () => setColorScheme('auto'),
      },
      ...LANGUAGES.map((language) => ({
        id: language,
        label: languageNames[language],
        icon: IconLanguage,
        run: () => choose(language),
      })),
    ],
    [t, setColorScheme, choose, undoShown],
  )
}
