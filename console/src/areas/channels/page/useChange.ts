import { useApiMutation, type ErrorSink } from '@/api/mutation';
import type { Connection, ConnectionChange } from '@/api/types';

interface Options {
  success: string;
  onDone: () => void;
  form?: ErrorSink;
}

/** Changes a connection, on the version that was seen. */
export function useChange(connection: Connection, { success, onDone, form }: Options) {
  const { mutate, ...rest } = useApiMutation('patch', '/api/v1/connections/{connection_id}', {
    ...(form && { form }),
    invalidates: ['/api/v1/connections', '/api/v1/connections/{connection_id}'],
    success,
    onSuccess: onDone,
  });
  return {
    ...rest,
    change: (body: ConnectionChange, version = connection.version) =>
      mutate({ params: { path: { connection_id: connection.id }, header: { 'If-Match': `"${version}"` } }, body }),
  };
}
