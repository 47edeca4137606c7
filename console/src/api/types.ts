import type { components } from './schema';

type Schemas = components['schemas'];

export type ApiKey = Schemas['ApiKey'];
export type ApiKeyWithSecret = Schemas['ApiKeyWithSecret'];
export type AuditEntry = Schemas['AuditEntry'];
export type EventRecord = Schemas['Event'];
export type Health = Schemas['Health'];
export type Invitation = Schemas['Invitation'];
export type InvitationPreview = Schemas['InvitationPreview'];
export type Job = Schemas['Job'];
export type Mail = Schemas['Mail'];
export type MailDetail = Schemas['MailDetail'];
export type Me = Schemas['Me'];
export type Member = Schemas['Member'];
export type Membership = Schemas['Membership'];
export type Organization = Schemas['Organization'];
export type OrganizationKind = Schemas['OrganizationKind'];
export type OrganizationSummary = Schemas['OrganizationSummary'];
export type PasswordStrength = Schemas['PasswordStrength'];
export type PermissionInfo = Schemas['PermissionInfo'];
export type Role = Schemas['Role'];
export type RoleTable = Schemas['RoleTable'];
export type Schedule = Schemas['Schedule'];
export type Session = Schemas['Session'];
export type Suppression = Schemas['Suppression'];
export type User = Schemas['User'];
export type UserSummary = Schemas['UserSummary'];
