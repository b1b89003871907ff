import { IconArrowLeft, IconCheck, IconTestPipe, IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { CORNERS, type Corner } from '#shared/picture/rack/stand.ts'
import { flip, turn } from '#shared/picture/rack/turn.ts'
import { RACK_SHAPES, type RackShape } from '#shared/scan/rack/read.ts'
import { Banner } from '../../components/Banner.tsx'
import { BoxMap } from '../../components/BoxMap.tsx'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { cx } from '../../components/cx.ts'
import { Select } from '../../components/fields.tsx'
import { Glyph } from '../../components/Glyph.tsx'
import type { GlyphState } from '../../components/glyph-state.ts'
import { useT } from '../../i18n/use-t.ts'
import { PhotoPicture } from './PhotoPicture.tsx'
import { corrected, countsOf, type RackPhoto, signOf, type WellSign } from './photo.ts'
import styles from './rescan.module.css'
import type { Stages } from './use-stage.ts'
import { WellCrop } from './WellCrop.tsx'

const GLYPHS: Readonly<Record<WellSign, GlyphState>> = {
  read: 'filled',
  unread: 'unverified',
  duplicate: 'contested',
  empty: 'empty',
}
const SIGNS = ['read', 'unread', 'duplicate', 'empty'] as const

/** A picture that was read: what is in its wells, and the corner that a person says A1 is in. */
export function PhotoStep({ photo, stages }: { photo: RackPhoto; stages: Stages }) {
  const t = useT()
  const [selected, setSelected] = useState<string>()
  const { read } = photo
  const where = t(`rescan.corner.${read.stand.corner}`)
  return (
    <>
      {!read.finished && <Banner tone="caution">{t('rescan.notFinished')}</Banner>}
      <div className={styles.photoPage}>
        <Card title={<Counts photo={photo} />} className={styles.fill}>
          <div className={styles.turned}>
            {CORNERS.map((corner) => (
              <CornerButton key={corner} corner={corner} photo={photo} stages={stages} />
            ))}
            <PhotoPicture
              photo={photo}
              selected={selected}
              label={t('rescan.pictureOf', { name: photo.name })}
              onSelect={setSelected}
            />
          </div>
        </Card>
        <Wells photo={photo} stages={stages} selected={selected} onSelect={setSelected} />
      </div>
      <div className={styles.acts}>
        <ShapeField photo={photo} stages={stages} />
        <ViewField photo={photo} stages={stages} />
        <Button size={64} icon={IconArrowLeft} onClick={stages.cancel}>
          {t('rescan.otherSource')}
        </Button>
        <Button size={64} kind="ember" icon={IconCheck} onClick={stages.confirm}>
          {t('rescan.confirmCorner', { where })}
        </Button>
      </div>
    </>
  )
}

/** How many wells are how, in words, and the rack's own code. */
function Counts({ photo: { read } }: { photo: RackPhoto }) {
  const t = useT()
  const counts = countsOf(read)
  return (
    <span className={styles.counts}>
      {SIGNS.filter((sign) => counts[sign] > 0).map((sign) => (
        <span key={sign} className={styles.counted}>
          <Glyph state={GLYPHS[sign]} size={24} lettered />
          {t(`rescan.wells.${sign}`, { n: counts[sign] })}
        </span>
      ))}
      {read.rackCode && (
        <span className={styles.counted}>
          {t('rescan.rackCode')} <Code strong>{read.rackCode.text}</Code>
        </span>
      )}
    </span>
  )
}

interface PartProps {
  photo: RackPhoto
  stages: Stages
}

function CornerButton({ corner, photo: { read }, stages }: PartProps & { corner: Corner }) {
  const t = useT()
  const isHere = read.stand.corner === corner
  return (
    <Button
      size={56}
      kind={isHere ? 'steel' : 'outlined'}
      className={cx(styles.corner, styles[corner])}
      aria-pressed={isHere}
      aria-label={t('rescan.cornerIs', { where: t(`rescan.corner.${corner}`) })}
      onClick={() => stages.change(turn(read, corner, read.stand.mirrored))}
    >
      A1
    </Button>
  )
}

const nameOf = ({ rows, columns }: RackShape): string => `${rows} × ${columns}`

function ShapeField({ photo: { read }, stages }: PartProps) {
  const t = useT()
  return (
    <div className={styles.field}>
      <Select
        label={t(read.shapeSure ? 'rescan.shape' : 'rescan.shapeUnsure')}
        value={read.shape && nameOf(read.shape)}
        options={RACK_SHAPES.map((shape) => ({ value: nameOf(shape), label: nameOf(shape) }))}
        onChange={(name) => {
          const shape = RACK_SHAPES.find((one) => nameOf(one) === name)
          if (shape && name !== (read.shape && nameOf(read.shape))) stages.reshape(shape)
        }}
      />
    </div>
  )
}

const VIEWS = ['below', 'above'] as const

/** Codes are under tubes mostly: then columns run the other way round. */
function ViewField({ photo: { read }, stages }: PartProps) {
  const t = useT()
  return (
    <div className={styles.field}>
      <Select
        label={t('rescan.seen')}
        value={read.stand.mirrored ? 'below' : 'above'}
        options={VIEWS.map((value) => ({ value, label: t(`rescan.seen.${value}`) }))}
        onChange={(seen) => {
          if ((seen === 'below') !== read.stand.mirrored) stages.change(flip(read))
        }}
      />
    </div>
  )
}

interface WellsProps extends PartProps {
  selected: string | undefined
  onSelect: (position: string) => void
}

/** The rack as it stands on the bench, with A1 where it belongs, and the well that is looked at. */
function Wells({ photo, stages, selected, onSelect }: WellsProps) {
  const t = useT()
  const { read } = photo
  const { rows, columns } = read.shape ?? { rows: 0, columns: 0 }
  const names = useMemo(() => gridOf(rows, columns), [rows, columns])
  const byName = useMemo(() => new Map(read.wells.map((well) => [well.position, well])), [read])
  const cells = names.map((label) => {
    const well = byName.get(label)
    const sign = well ? signOf(read, well) : 'empty'
    const name = [label, t(`rescan.well.${sign}`), well?.text].filter(Boolean).join(', ')
    return { state: GLYPHS[sign], label, name }
  })
  const index = names.indexOf(selected ?? '')
  const well = byName.get(selected ?? '')
  return (
    <Card title={t('rescan.wellsTitle')} className={styles.fill}>
      <div className={styles.wells}>
        <BoxMap
          fit="box"
          rows={rows}
          columns={columns}
          rowLabels={names.filter((_, at) => at % columns === 0).map((name) => name.slice(0, 1))}
          columnLabels={Array.from({ length: columns }, (_, at) => String(at + 1))}
          cells={cells}
          selected={index < 0 ? undefined : index}
          onSelect={(at) => onSelect(names[at]!)}
          ariaLabel={t('rescan.wellsTitle')}
        />
        {well ? (
          <div className={styles.wellCard}>
            <WellCrop
              photo={photo}
              quad={well.quad}
              label={t('rescan.wellPicture', { position: well.position })}
            />
            <div className={styles.wellWords}>
              <Code size={28} strong>
                {well.position}
              </Code>
              <span>{t(`rescan.well.${signOf(read, well)}`)}</span>
              {well.text && <Code>{well.text}</Code>}
              {well.state === 'empty' && (
                <Button
                  size={48}
                  icon={IconTestPipe}
                  onClick={() => stages.change(corrected(read, well.position, true))}
                >
                  {t('rescan.hasTube')}
                </Button>
              )}
              {well.state === 'unread' && (
                <Button
                  size={48}
                  icon={IconX}
                  onClick={() => stages.change(corrected(read, well.position, false))}
                >
                  {t('rescan.hasNone')}
                </Button>
              )}
            </div>
          </div>
        ) : (
          <p className={styles.quiet}>{t('rescan.chooseWell')}</p>
        )}
      </div>
    </Card>
  )
}

/** Names in row order, as they stand on racks. */
const gridOf = (rows: number, columns: number): readonly string[] =>
  Array.from({ length: rows * columns }, (_, at) => {
    const row = String.fromCharCode(65 + Math.floor(at / columns))
    return `${row}${(at % columns) + 1}`
  })
