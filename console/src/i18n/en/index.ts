import account from './account';
import audit from './audit';
import auth from './auth';
import common from './common';
import errors from './errors';
import events from './events';
import home from './home';
import jobs from './jobs';
import keys from './keys';
import members from './members';
import operator from './operator';
import organization from './organization';
import shell from './shell';

/** English, the language that defines which messages exist. */
export default {
  account,
  audit,
  auth,
  common,
  errors,
  events,
  home,
  jobs,
  keys,
  members,
  operator,
  organization,
  shell,
};
