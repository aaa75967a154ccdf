/** What became of one thing; null: done. */
export interface PieceOutcome<T> {
  readonly order: T;
  readonly error: unknown;
}

interface Work<T> {
  /** Asks for a piece; each of its things says how it ended. */
  readonly send: (piece: readonly T[]) => Promise<readonly PieceOutcome<T>[]>;
  /** Told before each piece what is not answered yet, the piece that goes now first. */
  readonly onLeft: (left: readonly T[]) => void;
  readonly onOutcomes: (outcomes: readonly PieceOutcome<T>[]) => void;
  readonly isStopped: () => boolean;
}

/** So many are asked for at once: often enough to show how far it is, and to be stopped. */
export const pieceOf = 10;

/**
 * Works through many things piece by piece. Stopped, the piece on its way is answered still, and nothing after it is touched.
 * @throws what a piece that got no answer failed of; whether it was done is not known
 */
export const inPieces = async <T>(things: readonly T[], { send, onLeft, onOutcomes, isStopped }: Work<T>): Promise<void> => {
  for (let from = 0; from < things.length && !isStopped(); from += pieceOf) {
    onLeft(things.slice(from));
    onOutcomes(await send(things.slice(from, from + pieceOf)));
  }
};
