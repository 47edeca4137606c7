import { describe, expect, it } from 'vitest';
import { permits, type SignedIn } from '@/api/session';
import { organization, signedIn } from '@/test/render';
import { locate, visibleAreas } from './areas';

function person(permissions: string[], kind: 'merchant' | 'operator' = 'merchant'): SignedIn {
  const me = signedIn({ permissions, organization: { ...organization, kind } });
  if (me.user === null || me.organization === null) throw new Error('the fixture is signed in');
  return { me, user: me.user, organization: me.organization, can: (permission) => permits(me, permission) };
}

const paths = (signed: SignedIn) => visibleAreas(signed).flatMap((area) => area.items.map((item) => item.to));

describe('the navigation', () => {
  it('shows nobody what they would be refused', () => {
    const shown = paths(person(['members.read']));
    expect(shown).toContain('/settings/members');
    expect(shown).not.toContain('/settings/audit-log');
    expect(shown).not.toContain('/developers/api-keys');
  });

  it('keeps the operator area inside the operator’s organization', () => {
    expect(paths(person(['operator.read']))).not.toContain('/operator');
    expect(paths(person(['operator.read'], 'operator'))).toContain('/operator');
    expect(paths(person([], 'operator'))).not.toContain('/operator');
  });

  it('knows the page of a path', () => {
    const areas = visibleAreas(person(['members.read']));
    expect(locate('/settings/members', areas)?.area.id).toBe('settings');
    expect(locate('/settings/members/member_1', areas)?.item.to).toBe('/settings/members');
    expect(locate('/', areas)?.area.id).toBe('home');
    expect(locate('/nowhere', areas)).toBeNull();
  });
});
