import type { ReactNode } from 'react';
import { Nothing } from './nothing.tsx';

interface Props {
  readonly title: string;
  /** What it may be for, and what to do. */
  readonly words: string;
  /** h1 where it is the whole page, h2 beside others. */
  readonly as?: 'h1' | 'h2';
  readonly children?: ReactNode;
}

/** What stands where something was asked for that is not there, or not this person's to open. */
export const Absent = ({ title, words, as: Heading = 'h1', children }: Props) => (
  <div className="absent">
    <Heading className="absent-title">{title}</Heading>
    <Nothing words={words}>{children}</Nothing>
  </div>
);
