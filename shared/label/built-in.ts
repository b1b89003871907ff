import type { LabelTemplate } from './template.ts'

/** A cryotube's label with a dot for its cap, both from one roll. */
const CRYOTUBE: LabelTemplate = {
  id: 'cryotube',
  name: 'Cryotube with cap dot, 37 x 13 mm',
  kind: 'tube',
  width: 37,
  height: 13,
  parts: [
    { x: 0, y: 0, width: 25, height: 13, round: false },
    { x: 27, y: 1.75, width: 9.5, height: 9.5, round: true },
  ],
  elements: [
    { kind: 'matrix', x: 0.6, y: 1.9, size: 9 },
    { kind: 'text', x: 10, y: 1.2, width: 14.6, height: 2.6, align: 'left', field: 'code' },
    { kind: 'text', x: 10, y: 4.1, width: 14.6, height: 2.2, align: 'left', field: 'material' },
    { kind: 'text', x: 10, y: 6.7, width: 14.6, height: 2.2, align: 'left', field: 'collected' },
    { kind: 'text', x: 10, y: 9.3, width: 14.6, height: 2.2, align: 'left', field: 'study' },
    { kind: 'matrix', x: 28.5, y: 3.25, size: 6.5 },
  ],
}

/** Round a tube of 10 mm: the bars lie along the label, and the end laps over. */
const WRAP: LabelTemplate = {
  id: 'wrap-around',
  name: 'Tube wrap-around with Code 128, 50 x 25 mm',
  kind: 'tube',
  width: 50,
  height: 25,
  parts: [{ x: 0, y: 0, width: 50, height: 25, round: false }],
  elements: [
    { kind: 'linear', x: 0.5, y: 1.5, width: 49, height: 9 },
    { kind: 'text', x: 2, y: 11.2, width: 46, height: 3.4, align: 'middle', field: 'code' },
    { kind: 'text', x: 2, y: 15.6, width: 22, height: 2.8, align: 'left', field: 'material' },
    { kind: 'text', x: 26, y: 15.6, width: 22, height: 2.8, align: 'left', field: 'collected' },
    { kind: 'text', x: 2, y: 19.2, width: 22, height: 2.8, align: 'left', field: 'study' },
    { kind: 'text', x: 26, y: 19.2, width: 22, height: 2.8, align: 'left', field: 'donor' },
  ],
}

const BOX: LabelTemplate = {
  id: 'box',
  name: 'Box, 70 x 25 mm',
  kind: 'box',
  width: 70,
  height: 25,
  parts: [{ x: 0, y: 0, width: 70, height: 25, round: false }],
  elements: [
    { kind: 'matrix', x: 2, y: 2.5, size: 20 },
    { kind: 'text', x: 25, y: 3, width: 43, height: 6.5, align: 'left', field: 'code' },
    { kind: 'text', x: 25, y: 11, width: 43, height: 4, align: 'left', field: 'position' },
    { kind: 'text', x: 25, y: 16.5, width: 43, height: 4, align: 'left', field: 'material' },
  ],
}

const POSITION: LabelTemplate = {
  id: 'position',
  name: 'Position, 40 x 15 mm',
  kind: 'position',
  width: 40,
  height: 15,
  parts: [{ x: 0, y: 0, width: 40, height: 15, round: false }],
  elements: [
    { kind: 'matrix', x: 1, y: 1, size: 13 },
    { kind: 'text', x: 15.5, y: 2, width: 23.5, height: 5.5, align: 'left', field: 'position' },
    { kind: 'text', x: 15.5, y: 9, width: 23.5, height: 3, align: 'left', field: 'code' },
  ],
}

/** What every bench can print without setting anything up. */
export const BUILT_IN: readonly LabelTemplate[] = [CRYOTUBE, WRAP, BOX, POSITION]
