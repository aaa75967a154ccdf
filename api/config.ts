/** How the server is told to run; read from the environment once. */
export interface Config {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly webRoot?: string;
  readonly publicUrl?: string;
  readonly martinUrl?: string;
  readonly metricsToken?: string;
  readonly importFolder?: string;
  readonly trustProxy: boolean;
  readonly hooksInside: boolean;
  readonly embedOrigins: readonly string[];
  readonly smtp?: { readonly url: string; readonly from: string };
  readonly sms?: { readonly url: string; readonly secret: string };
  readonly rateLimitFactor: number;
  /** So long it ends in order once it is told to; then it ends hard. */
  readonly stopSeconds: number;
  readonly logLevel: string;
}

const number = (name: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number, not ${JSON.stringify(text)}`);
  return value;
};

/** Sites that may show the map within their own pages; `*` is every site. */
const origins = (text: string): string[] => {
  const named = text.split(/\s+/).filter(Boolean);
  for (const one of named)
    if (one !== '*' && (!URL.canParse(one) || new URL(one).origin !== one))
      throw new Error(`EMBED_ORIGINS must name origins like https://city.example, not ${JSON.stringify(one)}`);
  return named;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Two that make sense together alone. */
const both = <T extends object>(env: Environment, [first, second]: readonly [string, string], make: (one: string, other: string) => T): Partial<T> => {
  const [one, other] = [env[first], env[second]];
  if (!one && !other) return {};
  if (!one || !other) throw new Error(`${first} and ${second} must be set together`);
  return make(one, other);
};

/**
 * DATABASE_URL, HOST, PORT, WEB_ROOT, PUBLIC_URL, MARTIN_URL, METRICS_TOKEN, IMPORT_FOLDER, TRUST_PROXY=1, HOOKS_INSIDE=1, EMBED_ORIGINS, SMTP_URL with MAIL_FROM, SMS_URL with SMS_SECRET, RATE_LIMIT_FACTOR, STOP_SECONDS, LOG_LEVEL.
 * @throws when one is missing or makes no sense, in one line that says which
 */
export const readConfig = (env: Environment): Config => {
  const url = env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set');
  const publicUrl = env['PUBLIC_URL'];
  if (publicUrl && !/^https?:\/\//.test(publicUrl)) throw new Error(`PUBLIC_URL must begin with http:// or https://, not ${JSON.stringify(publicUrl)}`);
  return {
    url,
    host: env['HOST'] ?? '127.0.0.1',
    port: number('PORT', env['PORT'], 3000),
    ...(env['WEB_ROOT'] ? { webRoot: env['WEB_ROOT'] } : {}),
    ...(publicUrl ? { publicUrl } : {}),
    ...(env['MARTIN_URL'] ? { martinUrl: env['MARTIN_URL'] } : {}),
    ...(env['METRICS_TOKEN'] ? { metricsToken: env['METRICS_TOKEN'] } : {}),
    ...(env['IMPORT_FOLDER'] ? { importFolder: env['IMPORT_FOLDER'] } : {}),
    ...both(env, ['SMTP_URL', 'MAIL_FROM'], (url, from) => ({ smtp: { url, from } })),
    ...both(env, ['SMS_URL', 'SMS_SECRET'], (url, secret) => ({ sms: { url, secret } })),
    hooksInside: env['HOOKS_INSIDE'] === '1',
    embedOrigins: origins(env['EMBED_ORIGINS'] ?? ''),
    trustProxy: env['TRUST_PROXY'] === '1',
    rateLimitFactor: number('RATE_LIMIT_FACTOR', env['RATE_LIMIT_FACTOR'], 1),
    stopSeconds: number('STOP_SECONDS', env['STOP_SECONDS'], 9), // less than the ten after which an engine of containers kills
    logLevel: env['LOG_LEVEL'] ?? 'info',
  };
};
