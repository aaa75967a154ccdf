import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '#domain/contract/terms.ts';
import type { Ask } from '#domain/order-conditions.ts';
import { useFormat } from '../../client/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { CrewAct } from './acts.ts';
import { CrewPhotos } from './crew-photos.tsx';
import { MeasureFields } from './measure-fields.tsx';
import { measuredIn, type Typed } from './measured-in.ts';
import type { ActBody } from './queue-act.ts';
import { usePosition } from './use-position.ts';

interface Props {
  readonly act: CrewAct;
  readonly asks: readonly Ask[];
  /** Where the order says that it is. */
  readonly place: Point;
  readonly onDone: (body: ActBody) => void;
  readonly onCancel: () => void;
}

/** Where the photo is taken: asked of the device at once; where it cannot tell, the person may say that they stand at the order's place. */
const PhotoPlace = ({ place, onPoint }: { place: Point; onPoint: (point: Point) => void }) => {
  const { t } = useTranslation();
  const { distance } = useFormat();
  const { here, accuracyM, state, ask } = usePosition();
  const [isStated, setStated] = useState(false);
  useEffect(ask, [ask]);
  useEffect(() => {
    if (here) onPoint(here);
  }, [here, onPoint]);
  const said =
    state === 'found'
      ? t('crew.form.positionFound', { distance: distance(accuracyM) })
      : t(state === 'failed' ? 'crew.form.positionFailed' : 'crew.form.positionAsking');
  return (
    <fieldset className="crew-place">
      <legend>{t('crew.form.position')}</legend>
      {!isStated && <p role="status">{said}</p>}
      {state !== 'found' && (
        <Button
          aria-pressed={isStated}
          onClick={() => {
            setStated(true);
            onPoint(place);
          }}
        >
          {t('crew.form.positionPlace')}
        </Button>
      )}
    </fieldset>
  );
};

const asksPlace = (asks: readonly Ask[]): boolean => asks.includes('position') || asks.includes('safe');

const lackOf = (asks: readonly Ask[], photos: readonly string[], point: Point | null, reply: string): string | null => {
  if (asks.includes('photo') && photos.length === 0) return 'crew.form.photoMissing';
  if (asksPlace(asks) && point === null) return 'crew.form.positionMissing';
  return asks.includes('reply') && !reply.trim() ? 'crew.form.replyMissing' : null;
};

/** What one step asks for, with big fields; nothing of it needs a signal. */
export const ActForm = ({ act, asks, place, onDone, onCancel }: Props) => {
  const { t } = useTranslation();
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [point, setPoint] = useState<Point | null>(null);
  const [reply, setReply] = useState(() => t('crew.form.replyReady'));
  const [note, setNote] = useState('');
  const [measures, setMeasures] = useState<Typed>({});
  const [wasTried, setTried] = useState(false);
  const lack = lackOf(asks, photos, point, reply);
  const measured = measuredIn(measures);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lack || !measured) return;
    const words = note.trim();
    onDone({
      photoIds: photos,
      ...(asksPlace(asks) && point ? { position: point } : {}),
      ...(asks.includes('reply') ? { reply: reply.trim() } : {}),
      ...(words ? { note: words } : {}),
      ...(Object.keys(measured).length > 0 ? { measured } : {}),
    });
  };
  return (
    <form className="crew-form" onSubmit={submit} aria-label={t(`crew.act.${act}`)}>
      <h2>{t(`crew.act.${act}`)}</h2>
      {asks.includes('photo') && <CrewPhotos onChange={setPhotos} />}
      {asks.includes('safe') && <Notice tone="warn">{t('crew.form.stillDangerous')}</Notice>}
      {asksPlace(asks) && <PhotoPlace place={place} onPoint={setPoint} />}
      {asks.includes('reply') && <TextField label={t('crew.form.reply')} maxLength={2000} value={reply} onChange={(event) => setReply(event.target.value)} />}
      <MeasureFields typed={measures} wasTried={wasTried} onType={(part) => setMeasures({ ...measures, ...part })} />
      <TextField label={t('crew.form.note')} maxLength={1500} value={note} onChange={(event) => setNote(event.target.value)} />
      {wasTried && lack && (
        <p className="step-error" role="alert">
          {t(lack)}
        </p>
      )}
      <div className="crew-acts">
        <Button type="submit" look="main">
          {t('crew.form.send', { action: t(`crew.act.${act}`) })}
        </Button>
        <Button onClick={onCancel}>{t('crew.form.cancel')}</Button>
      </div>
    </form>
  );
};
