import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { chooseOrganization } from '@/api/organizationChoice';

/** Ends the session and leaves nothing of it behind. */
export function useSignOut(everywhere = false) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const path = everywhere ? '/api/v1/auth/sign-out-everywhere' : '/api/v1/auth/sign-out';
  const signOut = useApiMutation('post', path, {
    onSuccess: () => {
      void navigate({ to: '/sign-in' }).then(() => {
        chooseOrganization(null);
        queryClient.clear();
      });
    },
  });
  return { signOut: () => signOut.mutate({}), isPending: signOut.isPending };
}
