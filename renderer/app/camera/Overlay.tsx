import { cameraView } from './camera-settings.ts'
import { Marks } from './Marks.tsx'
import type { Sight } from './use-camera.ts'
import { useVerdicts } from './verdicts.ts'

/** What the camera has seen in the last moment, as its picture is shown and as the screens judge it. */
export const Overlay = ({ sight }: { sight: Sight }) => (
  <Marks sight={sight} view={cameraView.use()} verdicts={useVerdicts()} />
)
