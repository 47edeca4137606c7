import { useQueryClient } from '@tanstack/react-query';
import { useApiMutation } from '@/api/mutation';
import { meQuery } from '@/api/session';
import type { Me, User } from '@/api/types';

type Preference = Partial<Pick<User, 'name' | 'locale' | 'color_scheme'>>;

/** Saves something about the signed-in person; the screen follows at once. */
export function useSavePreference(success?: string) {
  const queryClient = useQueryClient();
  const save = useApiMutation('patch', '/api/v1/me', {
    success,
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  return (preference: Preference) => {
    queryClient.setQueryData<Me>(meQuery.queryKey, (me) =>
      me?.user ? { ...me, user: { ...me.user, ...preference } } : me,
    );
    save.mutate({ body: preference });
  };
}
