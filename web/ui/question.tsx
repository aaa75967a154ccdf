import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchReply } from '#domain/contract/match.ts';
import type { Answer } from '#domain/contract/terms.ts';
import './question.css';

type Asked = NonNullable<MatchReply['question']>;

interface Choice {
  readonly label: string;
  readonly answer: Answer;
}

/** What can be answered, as words of the catalogue; a tap is answered on the list and the map, a photo where photos are added. */
const choicesOf = ({ ask, about }: Asked): Choice[] => {
  if (ask === 'lettering')
    return (['yes', 'no', 'unknown'] as const).map((answer) => ({ label: `question.lettering.${answer}`, answer: { ask, about: about ?? '', answer } }));
  if (ask === 'shape') return (['round', 'rectangular', 'unknown'] as const).map((answer) => ({ label: `question.shape.${answer}`, answer: { ask, answer } }));
  return [{ label: `question.${ask}.unknown`, answer: { ask, answer: 'unknown' } }];
};

interface Props {
  readonly question: Asked | undefined;
  readonly answers: readonly Answer[];
  readonly onAnswers: (answers: readonly Answer[]) => void;
  /** Who it is for, where that is not the reader. */
  readonly lead?: string;
  /** The list to tap on, where it is out of sight. */
  readonly toList?: ReactNode;
}

/** The one question that pays: what it splits is worth more than the moment it takes; and what was answered before, to be taken back. Nothing where none ever did. */
const QuestionCard = ({ question, answers, onAnswers, lead, toList }: Props) => {
  const { t } = useTranslation();
  const card = useRef<HTMLElement>(null);
  // What was just answered is asked no more, also until the next question is there.
  const isOpen = (asked: Asked) => !answers.some((one) => one.ask === asked.ask && (one.ask !== 'lettering' || one.about === asked.about));
  const open = question && isOpen(question) ? question : null;
  // Empty it stays, unseen, with whoever works by keys in it: what is asked once the last answer was taken back is not known yet.
  const [wasUsed, setWasUsed] = useState(false);
  if (!open && answers.length === 0 && !wasUsed) return null;
  const change = (next: readonly Answer[]) => {
    setWasUsed(true);
    onAnswers(next);
    card.current?.focus(); // the button that was pressed goes; who works by keys stays here
  };
  return (
    <section className="question-card" ref={card} tabIndex={-1} aria-live="polite">
      {answers.map((given) => (
        <p key={`${given.ask} ${given.ask === 'lettering' ? given.about : ''}`} className="question-given">
          <span>
            {t(`question.${given.ask}.title`, given)} <strong>{t(`question.${given.ask}.${given.answer}`)}</strong>
          </span>
          <button type="button" onClick={() => change(answers.filter((one) => one !== given))}>
            {t('question.again')}
          </button>
        </p>
      ))}
      {open && (
        <fieldset>
          <legend>
            {lead && <small>{lead}</small>}
            {t(`question.${open.ask}.title`, { about: open.about })}
          </legend>
          <p>{t(`question.${open.ask}.hint`)}</p>
          <div className="question-choices">
            {open.ask === 'tap' && toList}
            {choicesOf(open).map(({ label, answer }) => (
              <button key={label} type="button" onClick={() => change([...answers, answer])}>
                {t(label)}
              </button>
            ))}
          </div>
        </fieldset>
      )}
    </section>
  );
};
export default QuestionCard;
