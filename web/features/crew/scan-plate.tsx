import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { plateIn } from './plate-in.ts';
import { readCodes } from './read-codes.ts';

/** The camera's picture, looked at until a plate's number stands in it. */
const Camera = ({ onPlate, onFail }: { onPlate: (plate: string) => void; onFail: () => void }) => {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef({ onPlate, onFail });
  told.current = { onPlate, onFail };
  useEffect(() => {
    const stop = new AbortController();
    const look = (text: string) => {
      const plate = plateIn(text);
      if (plate) told.current.onPlate(plate);
    };
    if (video.current) readCodes(video.current, look, stop.signal).catch(() => told.current.onFail());
    return () => stop.abort();
  }, []);
  return (
    <>
      <video ref={video} className="crew-camera" playsInline muted />
      <p>{t('crew.scan.aim')}</p>
    </>
  );
};

/** The plate by the camera, or typed where there is none. */
export const ScanPlate = ({ onPlate }: { onPlate: (plate: string) => void }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [typed, setTyped] = useState('');
  const [isUnread, setUnread] = useState(false);
  const take = (plate: string) => {
    setOpen(false);
    setTyped('');
    onPlate(plate);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const plate = plateIn(typed);
    setUnread(plate === null);
    if (plate) take(plate);
  };
  if (!isOpen)
    return (
      <Button className="crew-scan" onClick={() => setOpen(true)}>
        {t('crew.scan.open')}
      </Button>
    );
  return (
    <section className="crew-scanning">
      {hasFailed ? <p role="status">{t('crew.scan.noCamera')}</p> : <Camera onPlate={take} onFail={() => setFailed(true)} />}
      <form onSubmit={submit}>
        <Field
          label={t('crew.scan.type')}
          value={typed}
          maxLength={64}
          autoCapitalize="characters"
          spellCheck={false}
          error={isUnread ? t('crew.scan.unread') : undefined}
          onChange={(event) => setTyped(event.target.value)}
          action={<Button type="submit">{t('crew.scan.find')}</Button>}
        />
      </form>
      <Button onClick={() => setOpen(false)}>{t('crew.scan.close')}</Button>
    </section>
  );
};
