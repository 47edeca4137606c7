import { pluralFor } from '../plural';

const plural = pluralFor('en');

export default {
  title: 'That did not work',
  loadTitle: 'This could not be loaded',
  crashTitle: 'Something went wrong on this page',
  crashHint: 'The rest of the console still works. Reload the page, and if it happens again, send the reference below to your operator.',
  notFoundTitle: 'There is no such page',
  notFoundHint: 'The link may be old, or the address may be mistyped.',
  goHome: 'Go to the start page',
  forbiddenTitle: 'Your role does not allow this',
  forbiddenHint: 'Ask an owner or admin of the organization to change your role.',
  reload: 'Reload page',
  requestId: 'Request',
  reference: (id: string) => `(request ${id})`,
  retryIn: (seconds: number) =>
    `Too many attempts. Try again in ${plural(seconds, { one: '# second', other: '# seconds' })}.`,
  codes: {
    network: 'The server could not be reached. Check your connection.',
    invalid_credentials: 'That e-mail address and password do not go together.',
    email_unverified: 'Confirm your e-mail address first. We have sent you a link.',
    rate_limited: 'Too many attempts. Wait a moment and try again.',
    forbidden: 'Your role does not allow this.',
    not_found: 'This no longer exists.',
    precondition_failed: 'Somebody else changed this in the meantime. Reload to see their version.',
    unavailable: 'The service is busy. Try again in a moment.',
    internal: 'The server ran into a problem. It has been logged.',
    invalid_token: 'This link is not valid any more. Ask for a new one.',
    token_expired: 'This link has expired. Ask for a new one.',
    last_owner: 'An organization needs at least one owner. Make somebody else owner first.',
  },
  fieldCodes: {
    required: 'This field is needed.',
    invalid_email: 'Enter an address like name@example.com.',
    weak_password: 'This password is too easy to guess.',
    wrong_password: 'This is not your current password.',
    too_long: 'This is too long.',
    too_short: 'This is too short.',
    taken: 'This is already in use.',
  },
};
