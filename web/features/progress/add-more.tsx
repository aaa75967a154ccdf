import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../client/new-key.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Photos } from '../../ui/photos.tsx';
import { useAfterPhotos } from '../../ui/use-after-photos.ts';
import type { TakenPhoto } from '../../ui/use-chosen-photos.ts';
import { type Said, sendAddition } from './send-addition.ts';
import { WaitingAdditions } from './waiting-additions.tsx';

/** The key of these words and photos: pressed twice, or tried again, they are one addition. */
const useKeyOf = () => {
  const last = useRef({ key: '', body: '' });
  return (said: Said): string => {
    const body = JSON.stringify(said);
    if (last.current.body !== body) last.current = { key: newKey(), body };
    return last.current.key;
  };
};

const Form = ({ number, onDone }: { number: string; onDone: (isSent: boolean) => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const keyOf = useKeyOf();
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly TakenPhoto[]>([]);
  const [isLacking, setLacking] = useState(false);
  useAsked(text.trim() !== '' || photos.length > 0);
  const send = useMutation({
    networkMode: 'always', // without a signal it is kept, not held back
    mutationFn: (said: Said) => sendAddition({ number, said, key: keyOf(said), at: new Date().toISOString() }),
    onSuccess: (story) => {
      if (story) queries.setQueryData(['report', number], story);
      onDone(story !== null);
    },
  });
  const press = () => {
    const said = { text: text.trim(), photoIds: photos.map(({ id }) => id) };
    const isEmpty = said.text === '' && photos.length === 0;
    setLacking(isEmpty);
    if (!isEmpty) send.mutate(said);
  };
  const after = useAfterPhotos(press);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    after.press();
  };
  return (
    <form className="add-more" onSubmit={submit}>
      <Notice tone="bad">{t('progress.add.danger')}</Notice>
      <TextField
        label={t('progress.add.text')}
        placeholder={t('progress.add.example')}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={isLacking ? t('progress.add.lack') : undefined}
      />
      <Photos
        photos={photos}
        onAdd={(photo) => setPhotos((before) => [...before, photo])}
        onRemove={(id) => setPhotos((before) => before.filter((one) => one.id !== id))}
        onComing={after.told}
      />
      {send.isError && <Notice tone="bad">{wordProblem(send.error, language)}</Notice>}
      <div className="add-more-ways">
        <Button type="submit" look="main" busy={send.isPending || after.isWaiting}>
          {t(after.isWaiting ? 'report.photos.sending' : 'progress.add.send')}
        </Button>
        <Button onClick={() => onDone(false)}>{t('progress.add.cancel')}</Button>
      </div>
    </form>
  );
};

/** Where a reporter says and shows more, with a signal or without. */
export const AddMore = ({ number, mayAdd }: { number: string; mayAdd: boolean }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isSent, setSent] = useState(false);
  const done = (sent: boolean) => {
    setOpen(false);
    setSent(sent);
  };
  return (
    <>
      <WaitingAdditions number={number} />
      {isSent && !isOpen && <Notice tone="good">{t('progress.add.thanks')}</Notice>}
      {mayAdd && isOpen && <Form number={number} onDone={done} />}
      {mayAdd && !isOpen && <Button onClick={() => setOpen(true)}>{t('progress.add.open')}</Button>}
    </>
  );
};
