import type { FoundPlace } from '#domain/contract/place-search.ts';
import type { Name, Point } from '#domain/contract/terms.ts';
import { signs } from '../ui/tokens.ts';

/** WGS 84 west, south, east, north. */
export type Bounds = readonly [number, number, number, number];

/** A numbered or plain mark over the map; `chosen` stands out by size and outline as well as by colour. */
export interface MapMark {
  readonly id: string;
  readonly position: Point;
  /** Short: a digit or one character. */
  readonly text?: string;
  readonly label: string;
  readonly chosen?: boolean;
  /** found: what a search on the map found; reported: what a neighbour reported there. Neither chooses anything. */
  readonly tone?: 'candidate' | 'pin' | 'danger' | 'found' | 'reported';
}

export type PointTone = 'good' | 'change' | 'quiet' | 'doubt' | 'bad';

/** The same by day and by night; protan, deutan and tritan eyes tell each pair apart (Okabe and Ito's green and grey they did not). */
export const pointColours: Readonly<Record<PointTone, string>> = {
  good: '#2fbf93',
  change: '#005a9c',
  quiet: '#7a7a7a',
  doubt: '#e69f00',
  bad: signs['sign-danger'],
};
/** The same on a dark ground, where the darker ones would be lost. */
export const pointColoursByNight: typeof pointColours = {
  good: '#7fe3c4',
  change: '#5a9bea',
  quiet: '#666c70',
  doubt: '#ffc94d',
  bad: '#ff6f61',
};

/** One of many small points over the map; told apart by size and outline as well as by colour. */
export interface MapPoint {
  readonly id: string;
  readonly position: Point;
  readonly tone: PointTone;
}

/** Where a map stands. */
export interface View {
  readonly centre: Point;
  readonly zoom: number;
}

/** What the map is narrowed to; an empty or missing list narrows nothing. The public's map knows classes and statuses alone. */
export interface MapFilters {
  readonly classCodes?: readonly string[];
  /** Units; "-" for what nobody owns. Staff's map only. */
  readonly ownerIds?: readonly string[];
  readonly statuses?: readonly ('intact' | 'damaged' | 'missing' | 'abandoned')[];
}

/** An area that a page lets people draw. */
export interface AreaTool {
  /** As drawn and taken: corners in turn, the first not repeated; null without one. */
  readonly corners: readonly Point[] | null;
  /** What is wrong with a finished outline, in the reader's words; null when it can be taken. */
  readonly problemOf: (corners: readonly Point[]) => string | null;
  readonly onChange: (corners: readonly Point[] | null) => void;
}

/** A place, or to staff an asset, that a search on the map found. */
export interface MapHit extends Omit<FoundPlace, 'kind'> {
  readonly kind: FoundPlace['kind'] | 'well';
}
/** @param near where the map is */
export type MapSearch = (words: string, near: Point, signal: AbortSignal) => Promise<readonly MapHit[]>;

export interface CityMapProps {
  readonly centre: Point;
  /** 9 city … 17 street corner (default) … 20 one cover. */
  readonly zoom?: number;
  /** Places that must be in sight round the centre: the map goes out as far as that needs. */
  readonly holds?: readonly Point[];
  readonly marks?: readonly MapMark[];
  readonly onMarkClick?: (id: string) => void;
  /** Thousands of points of the page's own, over the registry's. The same list while nothing changed. */
  readonly points?: readonly MapPoint[];
  readonly onPointClick?: (id: string) => void;
  /** A tap on the ground; not called when an order or asset under it has its own handler. */
  readonly onPick?: (at: Point, metresPerPixel: number) => void;
  /** Where the map begins, and after each move. */
  readonly onMoveEnd?: (view: { centre: Point; zoom: number; bounds: Bounds }) => void;
  /** Shows tiles_staff sources (`staff-wells`, `staff-orders`); they answer 401 without a session. */
  readonly staff?: boolean;
  /** Dark or light whatever the device asks for. */
  readonly isDark?: boolean;
  /** The ground alone, and the page's own points: nothing of today's registry and queue. */
  readonly groundOnly?: boolean;
  /** False for staff who may read no order: `staff-orders` would answer 403. */
  readonly staffOrders?: boolean;
  /** Wells and assets of these alone, at every zoom. */
  readonly filters?: MapFilters;
  /** Changes when staff tiles should be fetched anew (an order moved). */
  readonly staffVersion?: number | string;
  readonly onOrderClick?: (id: string) => void;
  readonly onAssetClick?: (id: string) => void;
  readonly selectedOrderId?: string | null;
  readonly selectedAssetId?: string | null;
  /** Flies there whenever the value changes. */
  readonly fitBounds?: Bounds | null;
  /** Stands there at once: each new object is asked for anew, also where it says the same. */
  readonly goTo?: View | null;
  /** Shows a glass: a place by its name. */
  readonly search?: MapSearch;
  /** Shows the tools that measure and, with `area`, draw. */
  readonly tools?: boolean;
  readonly area?: AreaTool;
  /** Shows a legend with these classes of wells. */
  readonly legend?: readonly { readonly code: string; readonly name: Name }[];
  /** A MapLibre style of the city's choosing, put beneath ours. */
  readonly basemapStyleUrl?: string | null;
  readonly isDemo?: boolean;
  /** Says what the map is, for screen readers. */
  readonly label: string;
  readonly className?: string;
  /** WebGL is missing or failed: show the way without a map. */
  readonly onUnavailable?: () => void;
}
