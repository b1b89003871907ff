import { type Note, type Score, scores, type Tone } from './score.ts'
import { loadMuted, type MutedTones, saveMuted } from './settings.ts'

const LOUDNESS = 0.28
/** Fade at both ends of a note in seconds; without it a note clicks. */
const FADE = 0.006

let context: AudioContext | undefined
let muted: MutedTones | undefined
const listeners = new Set<() => void>()

/** Which tones are muted on this computer. */
export const mutedTones = (): MutedTones => {
  muted ??= loadMuted()
  return muted
}

/** Mutes or unmutes one tone and keeps that. */
export function muteTone(tone: Tone, off: boolean): MutedTones {
  muted = { ...mutedTones(), [tone]: off }
  saveMuted(muted)
  for (const listener of listeners) listener()
  return muted
}

/** Calls `listener` after each change of what is muted; the answer ends that. */
export function onMuted(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const toneListeners = new Set<(tone: Tone) => void>()

/** Calls `listener` at each tone that answers what is being handled, muted or not; the answer ends that. */
export function onTone(listener: (tone: Tone) => void): () => void {
  toneListeners.add(listener)
  return () => toneListeners.delete(listener)
}

/**
 * Plays a tone unless it is muted. Returns at once and never throws: without an audio device, or
 * before the browser allows sound, it is silent, and the screen says the same in words. `answers`: unless
 * it comes of something else than the scan that a screen is handling.
 */
export function playTone(tone: Tone, { answers = true } = {}): void {
  if (answers) for (const listener of toneListeners) listener(tone)
  if (mutedTones()[tone]) return
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') context.resume().catch(() => undefined)
    playScore(context, scores[tone])
  } catch {
    context = undefined
  }
}

function playScore(audio: AudioContext, { notes, partials }: Score): void {
  const start = audio.currentTime + 0.005
  for (const note of notes) {
    partials.forEach((loudness, overtone) => {
      playPartial(audio, start, note, overtone + 1, loudness)
    })
  }
}

function playPartial(
  audio: AudioContext,
  start: number,
  note: Note,
  multiple: number,
  loudness: number,
): void {
  const from = start + note.at / 1000
  const until = from + note.lasts / 1000
  const oscillator = new OscillatorNode(audio, { frequency: note.from * multiple })
  oscillator.frequency.setValueAtTime(note.from * multiple, from)
  oscillator.frequency.linearRampToValueAtTime(note.to * multiple, until)
  const gain = new GainNode(audio, { gain: 0 })
  gain.gain.setValueAtTime(0, from)
  gain.gain.linearRampToValueAtTime(LOUDNESS * loudness, from + FADE)
  gain.gain.setValueAtTime(LOUDNESS * loudness, until - FADE)
  gain.gain.linearRampToValueAtTime(0, until)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(from)
  oscillator.stop(until)
}
