import type { IntlShape } from 'react-intl'
import { never } from '#shared/lib/assert.ts'
import type { CameraState } from '../../devices/camera.ts'
import { wordsOf } from '../../i18n/use-t.ts'

/** How the camera is, and what to do where it is not well. `name`: of the one that was chosen. */
export function sayCamera(intl: IntlShape, state: CameraState, name = ''): string {
  const t = wordsOf(intl)
  switch (state) {
    case 'off':
      return t('camera.isOff')
    case 'asking':
      return t('camera.asking')
    case 'live':
      return t('camera.live')
    case 'denied':
      return t('camera.denied')
    case 'insecure':
      return t('camera.insecure')
    case 'missing':
      return t('camera.missing')
    case 'gone':
      return name === '' ? t('camera.gone') : t('camera.goneNamed', { name })
    case 'busy':
      return t('camera.busy')
    case 'lost':
      return t('camera.lost')
    case 'failed':
      return t('camera.failed')
    default:
      return never(state)
  }
}
