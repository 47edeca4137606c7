import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import en from '@/i18n/en';
import { json, problem, renderSignedIn, signedIn, stubFetch } from '@/test/render';
import { InviteModal } from './InviteModal';

async function submit(email: string) {
  const user = userEvent.setup();
  await user.type(screen.getByLabelText(en.members.email), email);
  await user.click(screen.getByRole('button', { name: en.members.inviteSubmit }));
}

describe('inviting', () => {
  it('shows at the field what the server found wrong with it', async () => {
    stubFetch(problem(422, { code: 'invalid', fields: [{ field: 'email', code: 'odd', message: 'Already a member.' }] }));
    renderSignedIn(<InviteModal opened onClose={vi.fn()} />);
    await submit('ada@example.com');
    expect(await screen.findByText('Already a member.')).toBeInTheDocument();
    expect(screen.getByLabelText(en.members.email)).toBeInvalid();
  });

  it('shows a refusal above the form', async () => {
    stubFetch(problem(403, { code: 'forbidden' }));
    renderSignedIn(<InviteModal opened onClose={vi.fn()} />);
    await submit('ada@example.com');
    expect(await screen.findByRole('alert')).toHaveTextContent(en.errors.codes.forbidden);
  });

  it('does not ask the server about an address that is none', async () => {
    const requests = stubFetch();
    renderSignedIn(<InviteModal opened onClose={vi.fn()} />);
    await submit('nonsense');
    expect(screen.getByText(en.common.invalidEmail)).toBeInTheDocument();
    expect(requests).toHaveLength(0);
  });

  it('sends the address and the role, then closes', async () => {
    const requests = stubFetch(json({ id: 'inv_1' }, 201));
    const onClose = vi.fn();
    renderSignedIn(<InviteModal opened onClose={onClose} />);
    await submit(' new@example.com ');
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(await requests[0]?.json()).toEqual({ email: 'new@example.com', role: 'staff' });
  });

  it('offers no role above one’s own', () => {
    renderSignedIn(<InviteModal opened onClose={vi.fn()} />, signedIn({ role: 'admin' }));
    expect(screen.queryByRole('radio', { name: en.common.roles.owner })).not.toBeInTheDocument();
    expect(screen.getByRole('radio', { name: en.common.roles.admin })).toBeInTheDocument();
  });
});
