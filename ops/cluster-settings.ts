import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';

const megabyte = 1024 * 1024;
const between = (least: number, wanted: number, most: number) => Math.round(Math.min(most, Math.max(least, wanted)));
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** sockaddr_un holds 107 bytes of path; PostgreSQL adds '/.s.PGSQL.65535.lock'. */
export const socketFolder = (folder: string): string => {
  const socket = join(folder, 'socket');
  return Buffer.byteLength(socket) + 20 <= 107 ? socket : ''; // too deep: no socket at all, everything here speaks TCP
};

/** postgresql.auto.conf of a private cluster, anew at each start: sized for a small machine that runs everything else too. */
export const clusterSettings = ({ port, folder, version, forTests }: { port: number; folder: string; version: number; forTests: boolean }): string => {
  const memoryMb = totalmem() / megabyte;
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: "'127.0.0.1'",
    unix_socket_directories: quoted(socketFolder(folder)),
    unix_socket_permissions: '0700',
    max_connections: forTests ? 200 : 100,
    // A search looks at some ten thousand rows wherever they lie: from the system's own cache each is five times as dear as from here.
    shared_buffers: `${between(64, memoryMb / 8, forTests ? 512 : 4096)}MB`,
    effective_cache_size: `${between(256, memoryMb / 2, 8192)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${between(64, memoryMb / 16, 512)}MB`,
    random_page_cost: 1.1, // solid-state disks
    max_wal_size: '4GB', // seeding five million assets must not checkpoint all the time
    checkpoint_timeout: '15min',
    // The candidates kept with each report, and pages after a checkpoint: lz4 takes a tenth of what PostgreSQL's own way takes, for a little more room.
    wal_compression: version >= 15 ? 'lz4' : 'on',
    ...(version >= 14 ? { default_toast_compression: 'lz4' } : {}),
    wal_level: 'minimal',
    max_wal_senders: 0,
    // Two cores serve many small queries; a parallel one would only take the other's core and /dev/shm, 64 MB in containers.
    max_parallel_workers_per_gather: availableParallelism() > 2 ? 2 : 0,
    jit: 'off', // map queries are short; compiling them costs more than it saves
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    lc_messages: "'C.UTF-8'",
    log_min_messages: 'warning',
    log_statement: "'none'", // statements carry personal data
    log_min_error_statement: 'panic',
    ...(forTests ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '5min' } : {}),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
};
