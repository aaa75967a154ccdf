import * as follows from '#db/queries/orders/follows.ts';
import type { Connection } from '#db/sql.ts';
import type { OpenReport } from '#domain/contract/follows.ts';
import type { Point } from '#domain/contract/terms.ts';

/** Whoever stands at a hole sees so far. */
const nearM = 30;
const most = 5;

/** What neighbours reported here and is not done yet. */
export const openReportsNear = async (connection: Connection, at: Point): Promise<OpenReport[]> =>
  (await follows.listOpenReports(connection, at, nearM, most)).map(({ kindCode, kindName, ...rest }) => ({
    ...rest,
    kind: { code: kindCode, name: kindName },
  }));
