/**
 * Every failure the console shows is an `ApiError`: either a problem document
 * (RFC 9457) the server sent, or a request that never got an answer.
 */

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

interface ProblemDocument {
  title?: string;
  code?: string;
  detail?: string | null;
  request_id?: string;
  fields?: FieldProblem[] | null;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status, or 0 when no answer arrived. */
  readonly status: number;
  /** The server's stable, machine-readable reason; `network` when no answer arrived. */
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: readonly FieldProblem[];
  /** Seconds the server asked us to wait before trying again. */
  readonly retryAfterS: number | null;

  constructor(status: number, problem: ProblemDocument, retryAfterS: number | null = null) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.requestId = problem.request_id ?? null;
    this.fields = problem.fields ?? [];
    this.retryAfterS = retryAfterS;
  }

  /** True when the same request may well succeed a moment later. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Reads an unsuccessful answer; never throws, whatever a proxy put in the body. */
export async function readProblem(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get('retry-after'));
  const retryAfterS = Number.isFinite(wait) && wait > 0 ? wait : null;
  const requestId = response.headers.get('x-request-id') ?? undefined;
  let problem: ProblemDocument = {};
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null) problem = body;
  } catch {
    // Not JSON: a proxy answered. The status has to be enough.
  }
  return new ApiError(response.status, { request_id: requestId, ...problem }, retryAfterS);
}

export function networkError(): ApiError {
  return new ApiError(0, { code: 'network', title: 'The server did not answer.' });
}

/** Turns anything thrown into an `ApiError`, so that views know one shape. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const title = error instanceof Error ? error.message : String(error);
  return new ApiError(-1, { code: 'client', title });
}
