import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import type { Connection } from '@/api/types';

/** The connections by their id, for lists that name them. */
export function useConnections(): { connections: Connection[]; connectionOf: (id: string) => Connection | undefined } {
  const { rows: connections } = useApiList('/api/v1/connections');
  const byId = useMemo(() => new Map(connections.map((connection) => [connection.id, connection])), [connections]);
  return { connections, connectionOf: (id) => byId.get(id) };
}
