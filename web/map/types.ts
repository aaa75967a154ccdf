import type { Point } from '#domain/contract/terms.ts';

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
  readonly tone?: 'candidate' | 'pin' | 'danger';
}

export interface CityMapProps {
  readonly centre: Point;
  /** 9 city … 17 street corner (default) … 20 one cover. */
  readonly zoom?: number;
  readonly marks?: readonly MapMark[];
  readonly onMarkClick?: (id: string) => void;
  /** A tap on the ground; not called when an order or asset under it has its own handler. */
  readonly onPick?: (at: Point, metresPerPixel: number) => void;
  /** After the reader moved the map. */
  readonly onMoveEnd?: (view: { centre: Point; zoom: number; bounds: Bounds }) => void;
  /** Shows tiles_staff sources (`staff-wells`, `staff-orders`); they answer 401 without a session. */
  readonly staff?: boolean;
  /** False for staff who may read no order: `staff-orders` would answer 403. */
  readonly staffOrders?: boolean;
  /** Changes when staff tiles should be fetched anew (an order moved). */
  readonly staffVersion?: number | string;
  readonly onOrderClick?: (id: string) => void;
  readonly onAssetClick?: (id: string) => void;
  readonly selectedOrderId?: string | null;
  readonly selectedAssetId?: string | null;
  /** Flies there whenever the value changes. */
  readonly fitBounds?: Bounds | null;
  /** A MapLibre style of the city's choosing, put beneath ours. */
  readonly basemapStyleUrl?: string | null;
  readonly isDemo?: boolean;
  /** Says what the map is, for screen readers. */
  readonly label: string;
  readonly className?: string;
  /** WebGL is missing or failed: show the way without a map. */
  readonly onUnavailable?: () => void;
}
