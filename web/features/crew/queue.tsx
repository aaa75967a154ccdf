import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wordNote } from '#domain/contract/reasons.ts';
import type { Waiting } from '../../client/device/store.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import '../orders/words.ts';
import '../../staff/words.ts';
import { drop, memoOf, sendAnyway, withdraw } from './sync.ts';

/** What is done with one step in its turn, which a step on its way is waited for. */
const Turn = ({ word, look, take, onDone }: { word: string; look: 'quiet' | 'danger' | 'plain'; take: () => Promise<void>; onDone: () => void }) => {
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    await take();
    setBusy(false);
    onDone();
  };
  return (
    <Button look={look} busy={isBusy} onClick={() => void press()}>
      {word}
    </Button>
  );
};

/** What others did while this phone had no signal, in words, and both ways on. */
const Conflict = ({ one, onDone }: { one: Waiting; onDone: () => void }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const { instant } = useFormat();
  const { conflict, action, tried } = memoOf(one);
  const order = conflict?.order ?? null;
  // What it took back was the last step then: by now it would undo another.
  const may = action !== 'take_back' && (order?.actions.includes(action) ?? false);
  return (
    <>
      <p>{t(order ? 'crew.queue.conflict' : tried ? 'crew.queue.goneTried' : 'crew.queue.gone')}</p>
      <ul>
        {conflict?.events.map((event) => (
          <li key={`${event.at} ${event.action}`}>
            {t('crew.queue.meanwhile', {
              at: instant(event.at),
              who: event.person ? named(event.person) : event.unit ? named(event.unit) : t('crew.queue.someone'),
              what: t(`orders.event.${event.action}`),
            })}
            {(event.note || event.because) && ` · ${wordNote(event.note, event.because ?? null, language)}`}
          </li>
        ))}
      </ul>
      {order && <p>{t('crew.queue.now', { state: t(`staff.state.${order.state}`) })}</p>}
      {may ? (
        <Turn look="plain" word={t('crew.queue.sendAnyway')} take={() => sendAnyway(one)} onDone={onDone} />
      ) : (
        <p>{t(action === 'take_back' ? 'crew.queue.cannotTakeBack' : 'crew.queue.cannot')}</p>
      )}
    </>
  );
};

const Line = ({ one, isLast, onDone }: { one: Waiting; isLast: boolean; onDone: () => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { instant } = useFormat();
  const { action, conflict, tried } = memoOf(one);
  return (
    <li className={`crew-waiting is-${one.state}`}>
      <strong>{t(`crew.done.${action}`)}</strong> <span>{t('crew.queue.at', { at: instant(one.at) })}</span>
      {one.state === 'waiting' && <p>{t(tried ? 'crew.queue.tried' : 'crew.queue.waiting')}</p>}
      {one.state === 'waiting' && isLast && !tried && (
        // pressed by a slip, it never goes
        <Turn look="quiet" word={t('crew.queue.withdraw')} take={() => withdraw(one)} onDone={onDone} />
      )}
      {one.problem && <p className="step-error">{wordProblem(new ProblemError(one.problem), language)}</p>}
      {conflict && <Conflict one={one} onDone={onDone} />}
      {one.state === 'refused' && <Turn look="danger" word={t('crew.queue.drop')} take={() => drop(one)} onDone={onDone} />}
    </li>
  );
};

/** What was done here and is not told to the city yet. */
export const Queue = ({ acts, onDone }: { acts: readonly Waiting[]; onDone: () => void }) => {
  const { t } = useTranslation();
  if (acts.length === 0) return null;
  return (
    <section aria-live="polite">
      <h2>{t('crew.queue.title')}</h2>
      <ul className="crew-queue">
        {acts.map((one) => (
          <Line key={one.id} one={one} isLast={acts.findLast(({ queue }) => queue === one.queue) === one} onDone={onDone} />
        ))}
      </ul>
    </section>
  );
};
