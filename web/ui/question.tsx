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

/** The one question that pays: what it splits is worth more than the moment it takes. Nothing where none does. */
export const QuestionCard = ({ question, onAnswer }: { question: Asked | undefined; onAnswer: (answer: Answer) => void }) => {
  const { t } = useTranslation();
  if (!question) return null;
  return (
    <fieldset className="question-card">
      <legend>{t(`question.${question.ask}.title`, { about: question.about })}</legend>
      <p>{t(`question.${question.ask}.hint`)}</p>
      <div className="question-choices">
        {choicesOf(question).map(({ label, answer }) => (
          <button key={label} type="button" onClick={() => onAnswer(answer)}>
            {t(label)}
          </button>
        ))}
      </div>
    </fieldset>
  );
};
