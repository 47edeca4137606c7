import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { json, problem, stubFetch, testProviders } from '@/test/render';
import { useApiMutation } from './mutation';

const body = { email: 'new@example.com', role: 'staff' } as const;

function setUp(form = { setErrors: vi.fn(), clearErrors: vi.fn() }) {
  const { wrapper, queryClient } = testProviders();
  const hook = renderHook(() => useApiMutation('post', '/api/v1/invitations', { form, invalidates: ['/api/v1/invitations'] }), { wrapper });
  const send = () => act(() => hook.result.current.mutateAsync({ body }).catch(() => undefined));
  return { ...hook, form, queryClient, send };
}

describe('useApiMutation', () => {
  it('puts field errors into the form', async () => {
    stubFetch(problem(422, { code: 'invalid', fields: [{ field: 'email', code: 'custom', message: 'Not this one.' }] }));
    const { form, send } = setUp();
    await send();
    expect(form.setErrors).toHaveBeenCalledWith({ email: 'Not this one.' });
  });

  it('repeats the idempotency key after a lost answer and renews it after a definite one', async () => {
    const requests = stubFetch(new TypeError('network'), problem(409, { code: 'conflict' }), json({}, 201));
    const { send } = setUp();
    await send();
    await send();
    await send();
    const keys = requests.map((request) => request.headers.get('Idempotency-Key'));
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('refreshes the lists it changed', async () => {
    stubFetch(json({}, 201));
    const { queryClient, send } = setUp();
    const invalidate = vi.spyOn(queryClient, 'invalidateQueries');
    await send();
    expect(invalidate).toHaveBeenCalledWith({ queryKey: ['/api/v1/invitations'] });
  });

  it('offers the failure of the whole form to the view', async () => {
    stubFetch(problem(403, { code: 'forbidden' }));
    const { result, form, send } = setUp();
    await send();
    await waitFor(() => expect(result.current.error?.status).toBe(403));
    expect(form.setErrors).not.toHaveBeenCalled();
  });
});
