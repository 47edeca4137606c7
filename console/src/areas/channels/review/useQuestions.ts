import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import { COUNTED } from './counting';

const PERIOD_MS = 60_000;

/** The questions that wait for a person, of one connection or of all, as far as they are counted. */
export function useQuestions(connection?: string) {
  const query = { state: 'review', limit: COUNTED, ...(connection !== undefined && { connection }) } as const;
  return useQuery({ ...apiQuery('/api/v1/links', { params: { query } }), refetchInterval: PERIOD_MS });
}
