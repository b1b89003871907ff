import { crop, fromRgba, type Grey, toRgba } from '#shared/picture/grey.ts'
import { lookFrom, rungNamed } from '#shared/picture/ladder.ts'
import { DEFAULT_FORMATS } from '../../renderer/devices/camera-formats.ts'
import { CENTRE } from '../../renderer/devices/frame-plan.ts'
import { startFramePump } from '../../renderer/devices/frame-pump.ts'
import { chanceOf } from '../../test/support/pictures/chance.ts'
import { drawnCode, taken } from '../../test/support/pictures/scene.ts'
import { ENGINES } from './engines.ts'
import { cpuSeconds } from './score.ts'

const SIZE = { width: 1280, height: 720 }
const WISH = { formats: DEFAULT_FORMATS, many: true, tryHarder: true }

/** What a camera shows of a tube that can be read, and of one that cannot. */
function frameOf(seed: number, blur: number): Grey {
  const code = drawnCode('datamatrix', 'FK-0138U9Q6')
  return taken(code, { ...SIZE, module: 6, degrees: 20, noise: 4, blur }, chanceOf(seed))
}

export interface Live {
  /** Looks for each second of CPU, of the pictures that are read at once. */
  read: number
  /** The same while nothing can be read and every rung has its turn. */
  stuck: number
}

/** How many looks a second the camera's own plan makes of frames of 720p, on one core. */
export async function liveRate(frames: number): Promise<Live> {
  return { read: await rateOf(frameOf(1, 0), frames), stuck: await rateOf(frameOf(2, 9), frames) }
}

/** The camera's own pump over one frame again and again, the CPU's time for its clock. */
function rateOf(frame: Grey, frames: number): Promise<number> {
  const pixels = toRgba(frame)
  let left = frames
  const began = cpuSeconds()
  return new Promise((resolve, reject) => {
    startFramePump({
      async nextFrame() {
        if (left === 0) resolve(frames / (cpuSeconds() - began))
        left -= 1
        return left >= 0
      },
      async decode({ region, rung }) {
        const picture = fromRgba(pixels)
        const seen = region === 'full' ? picture : crop(picture, middle()).picture
        return [...(await lookFrom(rungNamed(rung), seen, ENGINES, WISH)).found]
      },
      onFrame: () => undefined,
      onFailure: reject,
      now: () => cpuSeconds() * 1_000,
    })
  })
}

const middle = () => ({
  left: (SIZE.width - CENTRE) / 2,
  top: (SIZE.height - CENTRE) / 2,
  width: CENTRE,
  height: CENTRE,
})
