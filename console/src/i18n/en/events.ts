/** What an event is called in a sentence. `names` is keyed by the event's own name. */
export default {
  names: {
    'organization.created': 'The organization was created',
    'organization.updated': 'The organization’s settings changed',
    'member.joined': 'A member joined',
    'member.role_changed': 'A member’s role changed',
    'member.removed': 'A member was removed',
    'invitation.created': 'An invitation was sent',
    'invitation.resent': 'An invitation was sent again',
    'invitation.accepted': 'An invitation was accepted',
    'invitation.revoked': 'An invitation was taken back',
    'api_key.created': 'An API key was created',
    'api_key.updated': 'An API key was changed',
    'api_key.rerolled': 'An API key was rerolled',
    'api_key.revoked': 'An API key was revoked',
    'job.dead': 'A job gave up',
    'user.signed_in': 'Somebody signed in',
  },
};
