import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../client/new-key.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { dropTabDraft, findTabDraft } from '../../client/tab-drafts.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useTabDraft } from '../../client/use-tab-draft.ts';
import { deviceStore } from '../../client/use-waiting.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Photos } from '../../ui/photos.tsx';
import { useAfterPhotos } from '../../ui/use-after-photos.ts';
import type { TakenPhoto } from '../../ui/use-chosen-photos.ts';
import { type Said, sendAddition } from './send-addition.ts';
import { WaitingAdditions } from './waiting-additions.tsx';

interface Draft {
  readonly text: string;
  readonly photos: readonly TakenPhoto[];
  /** The last one sent and its key: pressed twice, or tried again, the same words and photos are one addition. */
  readonly attempt: { readonly key: string; readonly body: string } | null;
}

const blank: Draft = { text: '', photos: [], attempt: null };
const draftOf = (number: string): string => `addition-${number}`;

/** Given up: its photos would lie on this phone for nobody. */
const dropPhotos = async (photos: readonly TakenPhoto[]): Promise<void> => {
  const left = photos.filter(({ id }) => id.startsWith('local:'));
  if (left.length === 0) return;
  const { dropPhoto } = await deviceStore();
  for (const { id } of left) await dropPhoto(id);
};

/** Forgets what was begun to be added to a report, on a device that others use. */
export const dropAddition = (number: string): void => {
  const begun = findTabDraft<Draft>(draftOf(number));
  dropTabDraft(draftOf(number));
  void dropPhotos(begun?.photos ?? []);
};

const Form = ({ number, onDone }: { number: string; onDone: (isSent: boolean) => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { draft, change, clear } = useTabDraft(draftOf(number), blank);
  const { text, photos } = draft;
  const keyOf = (said: Said): string => {
    const body = JSON.stringify(said);
    const attempt = draft.attempt?.body === body ? draft.attempt : { key: newKey(), body };
    change({ attempt });
    return attempt.key;
  };
  const [isLacking, setLacking] = useState(false);
  useAsked(text.trim() !== '' || photos.length > 0);
  const send = useMutation({
    networkMode: 'always', // without a signal it is kept, not held back
    mutationFn: (said: Said) => sendAddition({ number, said, key: keyOf(said), at: new Date().toISOString() }),
    onSuccess: (story) => {
      clear();
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
  const giveUp = () => {
    clear();
    void dropPhotos(photos);
    onDone(false);
  };
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
        onChange={(event) => change({ text: event.target.value })}
        error={isLacking ? t('progress.add.lack') : undefined}
      />
      <Photos
        photos={photos}
        onAdd={(photo) => change((before) => ({ photos: [...before.photos, photo] }))}
        onRemove={(id) => change((before) => ({ photos: before.photos.filter((one) => one.id !== id) }))}
        onComing={after.told}
      />
      {send.isError && <Notice tone="bad">{wordProblem(send.error, language)}</Notice>}
      <div className="add-more-ways">
        <Button type="submit" look="main" busy={send.isPending || after.isWaiting}>
          {t(after.isWaiting ? 'report.photos.sending' : 'progress.add.send')}
        </Button>
        <Button onClick={giveUp}>{t('progress.add.cancel')}</Button>
      </div>
    </form>
  );
};

/** Where a reporter says and shows more, with a signal or without; what was begun is open again when the page is loaded anew. */
export const AddMore = ({ number, mayAdd }: { number: string; mayAdd: boolean }) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(() => findTabDraft(draftOf(number)) !== null);
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
