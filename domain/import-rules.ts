/** What to do with a row that may be a well we know already, or that another row may be. */
type TwinAnswer = 'merge' | 'keep' | 'ask';

/** How one source's likely twins are dealt with; stored with each import, so that nobody has to remember. Distances in metres. */
export interface ImportRules {
  /** Two of one class no farther apart than this may be one. */
  readonly withinM: number;
  /** A row nearer than this to a registered asset of its class is that asset: the same file twice, say. */
  readonly sameWithinM: number;
  readonly nearRegistered: TwinAnswer;
  readonly nearInFile: TwinAnswer;
  /** One owner's own number on two rows of the file. */
  readonly sourceNumberInFile: TwinAnswer;
  /** An asset of the same owner, class and owner's number is the row's own when it lies no farther than this, and perhaps another beyond. */
  readonly sourceNumberWithinM: number;
  /** A registered number whose asset would move farther than this: asked. */
  readonly movedFarM: number;
  /** Take the coordinate system as said although the rows seem to lie off their roads. */
  readonly systemIsSure: boolean;
}

export const defaultImportRules: ImportRules = {
  withinM: 0.5,
  sameWithinM: 0.05,
  nearRegistered: 'ask',
  nearInFile: 'ask',
  sourceNumberInFile: 'ask',
  sourceNumberWithinM: 20,
  movedFarM: 100,
  systemIsSure: false,
};
