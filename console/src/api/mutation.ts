import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FetchResponse, MaybeOptionalInit } from 'openapi-fetch';
import type { MediaType, PathsWithMethod } from 'openapi-typescript-helpers';
import { useRef } from 'react';
import { useT, type Catalogue } from '@/i18n';
import { toastError, toastSuccess } from '@/ui/toast';
import { client } from './client';
import { fieldMessages } from './messages';
import type { ApiError } from './problem';
import type { GetPath } from './query';
import { randomToken } from './random';
import type { paths } from './schema';

type Verb = 'post' | 'put' | 'patch' | 'delete';
type Init<V extends Verb, P extends PathsWithMethod<paths, V>> = MaybeOptionalInit<paths[P], V>;
type Data<V extends Verb, P extends PathsWithMethod<paths, V>> = FetchResponse<
  paths[P][V] & Record<string | number, unknown>,
  Init<V, P>,
  MediaType
>['data'];

/** The part of a Mantine form this module needs. */
export interface ErrorSink {
  setErrors: (errors: Record<string, string>) => void;
  clearErrors: () => void;
}

interface Options<D, V> {
  /** The form whose fields show what the server found wrong with them. */
  form?: ErrorSink;
  /** Lists and records that are out of date afterwards. */
  invalidates?: readonly GetPath[];
  /** The toast shown when it worked. */
  success?: string | ((data: D, variables: V) => string);
  onSuccess?: (data: D, variables: V) => void;
  /** `inline`: the view shows `error` itself. The default is a toast. */
  errors?: 'toast' | 'inline';
}

/**
 * The one way the console changes anything. It sends an idempotency key, maps
 * field errors into the form, toasts the rest, and refreshes what changed.
 */
export function useApiMutation<V extends Verb, P extends PathsWithMethod<paths, V>>(
  verb: V,
  path: P,
  options: Options<Data<V, P>, Init<V, P>> = {},
) {
  const t = useT();
  const queryClient = useQueryClient();
  const idempotency = useIdempotencyKey();
  return useMutation<Data<V, P>, ApiError, Init<V, P>>({
    mutationFn: (init) => send(verb, path, init, verb === 'post' ? idempotency.current() : null),
    onMutate: () => options.form?.clearErrors(),
    onSuccess: async (data, variables) => {
      idempotency.renew();
      const { success } = options;
      const message = typeof success === 'function' ? success(data, variables) : success;
      if (message !== undefined) toastSuccess(message);
      options.onSuccess?.(data, variables);
      await Promise.all((options.invalidates ?? []).map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
    onError: (error) => {
      // After a lost answer the same key must be used again; that is its point.
      if (!error.isTransient) idempotency.renew();
      report(t, error, options.form, options.errors ?? (options.form ? 'inline' : 'toast'));
    },
  });
}

function report(t: Catalogue, error: ApiError, form: ErrorSink | undefined, mode: 'toast' | 'inline') {
  if (error.status === 401) return;
  if (form && error.fields.length > 0) form.setErrors(fieldMessages(t, error));
  else if (mode === 'toast') toastError(t, error);
}

async function send<V extends Verb, P extends PathsWithMethod<paths, V>>(
  verb: V,
  path: P,
  init: Init<V, P>,
  idempotencyKey: string | null,
): Promise<Data<V, P>> {
  const call = client[verb.toUpperCase() as 'POST'] as unknown as (
    path: P,
    init: object,
  ) => Promise<{ data: Data<V, P> }>;
  const given = (init ?? {}) as { headers?: Record<string, string> };
  const headers = idempotencyKey === null ? given.headers : { 'Idempotency-Key': idempotencyKey, ...given.headers };
  const { data } = await call(path, { ...given, headers });
  return data;
}

/** One key per intent: kept while the outcome is unknown, renewed once it is known. */
function useIdempotencyKey() {
  const key = useRef<string | null>(null);
  return {
    current: () => (key.current ??= randomToken()),
    renew: () => {
      key.current = null;
    },
  };
}
