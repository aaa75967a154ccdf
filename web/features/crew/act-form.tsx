import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '#domain/contract/terms.ts';
import type { Ask } from '#domain/order-conditions.ts';
import { dropPhoto } from '../../client/device/store.ts';
import { useFormat } from '../../client/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useAfterPhotos } from '../../ui/use-after-photos.ts';
import type { TakenPhoto } from '../../ui/use-chosen-photos.ts';
import { dropActDraft, useActDraft } from './act-draft.ts';
import type { CrewAct } from './acts.ts';
import { CrewPhotos } from './crew-photos.tsx';
import { MeasureFields } from './measure-fields.tsx';
import { measuredIn } from './measured-in.ts';
import type { ActBody } from './queue-act.ts';
import { usePosition } from './use-position.ts';

interface Props {
  readonly orderId: string;
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

const lackOf = (asks: readonly Ask[], photos: readonly TakenPhoto[], point: Point | null, reply: string): string | null => {
  if (asks.includes('photo') && photos.length === 0) return 'crew.form.photoMissing';
  if (asksPlace(asks) && point === null) return 'crew.form.positionMissing';
  return asks.includes('reply') && !reply.trim() ? 'crew.form.replyMissing' : null;
};

/** What one step asks for, with big fields; nothing of it needs a signal. */
export const ActForm = ({ orderId, act, asks, place, onDone, onCancel }: Props) => {
  const { t } = useTranslation();
  const { draft, change } = useActDraft(orderId, act);
  const { photos, point, note, measures } = draft;
  const reply = draft.reply ?? t('crew.form.replyReady');
  const [wasTried, setTried] = useState(false);
  const lack = lackOf(asks, photos, point, reply);
  const measured = measuredIn(measures);
  const confirm = () => {
    setTried(true);
    if (lack || !measured) return;
    const words = note.trim();
    onDone({
      photoIds: photos.map(({ id }) => id),
      ...(asksPlace(asks) && point ? { position: point } : {}),
      ...(asks.includes('reply') ? { reply: reply.trim() } : {}),
      ...(words ? { note: words } : {}),
      ...(Object.keys(measured).length > 0 ? { measured } : {}),
    });
  };
  const after = useAfterPhotos(confirm);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    after.press();
  };
  // Given up: its photos would lie on this phone for nobody.
  const cancel = () => {
    dropActDraft(orderId);
    for (const { id } of photos) void dropPhoto(id);
    onCancel();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it changes by what is there then
  const stand = useCallback((at: Point) => change({ point: at }), []);
  return (
    <form className="crew-form" onSubmit={submit} aria-label={t(`crew.act.${act}`)}>
      <h2>{t(`crew.act.${act}`)}</h2>
      {asks.includes('photo') && (
        <CrewPhotos
          photos={photos}
          onAdd={(photo) => change((before) => ({ photos: [...before.photos, photo] }))}
          onRemove={(id) => change((before) => ({ photos: before.photos.filter((one) => one.id !== id) }))}
          onComing={after.told}
        />
      )}
      {asks.includes('safe') && <Notice tone="warn">{t('crew.form.stillDangerous')}</Notice>}
      {asksPlace(asks) && <PhotoPlace place={place} onPoint={stand} />}
      {asks.includes('reply') && (
        <TextField label={t('crew.form.reply')} maxLength={2000} value={reply} onChange={(event) => change({ reply: event.target.value })} />
      )}
      <MeasureFields typed={measures} wasTried={wasTried} onType={(part) => change((before) => ({ measures: { ...before.measures, ...part } }))} />
      <TextField label={t('crew.form.note')} maxLength={1500} value={note} onChange={(event) => change({ note: event.target.value })} />
      {wasTried && lack && (
        <p className="step-error" role="alert">
          {t(lack)}
        </p>
      )}
      <div className="crew-acts">
        <Button type="submit" look="main" busy={after.isWaiting}>
          {t('crew.form.send', { action: t(`crew.act.${act}`) })}
        </Button>
        <Button onClick={cancel}>{t('crew.form.cancel')}</Button>
      </div>
    </form>
  );
};
