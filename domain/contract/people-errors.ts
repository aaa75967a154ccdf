/** The errors of accounts and people, as part of the catalogue in errors.ts. */
export const peopleWordings = {
  'account-locked': {
    zh: '连续输错次数太多，这个用户名暂时锁定，请 {minutes} 分钟后再试，或请管理员解锁。',
    en: 'Too many wrong tries: this user name is locked for {minutes} min, or until an administrator unlocks it.',
  },
  'second-factor-needed': { zh: '请输入验证器上的动态码。', en: 'Type the code that your authenticator shows.' },
  'second-factor-missing': { zh: '请先在“我的账号”里开启两步验证，然后才能使用。', en: 'Switch on the second factor on your account page first.' },
  'second-factor-on': { zh: '两步验证已经开启。', en: 'The second factor is on already.' },
  'second-factor-off': { zh: '两步验证没有开启，请先开启。', en: 'The second factor is not on; switch it on first.' },
  'code-wrong': { zh: '动态码不对或已用过，请等下一个动态码再试。', en: 'The code is wrong or was used before; wait for the next one.' },
  'password-wrong': { zh: '当前密码不对。', en: 'The present password is wrong.' },
  'password-short': { zh: '密码至少 {least} 个字符。', en: 'A password has at least {least} characters.' },
  'password-guessable': { zh: '这个密码太容易猜到，请换一个。', en: 'This password is too easy to guess; choose another.' },
  'invitation-over': { zh: '这个链接已失效或用过，请联系管理员重新发送。', en: 'This link has expired or was used; ask your administrator for a new one.' },
  'username-taken': { zh: '这个用户名已有人用，请换一个。', en: 'This user name is taken; choose another.' },
  'role-needs-unit': { zh: '这个角色的范围应是一个单位。', en: 'The scope of this role is a unit.' },
  'role-needs-place': { zh: '这个角色的范围应是市、区或街镇。', en: 'The scope of this role is the city, a district or a street.' },
  'place-unknown': { zh: '没有这个区或街镇。', en: 'There is no such district or street.' },
  'own-account': { zh: '不能这样更改自己的账号，请另一位管理员办理。', en: 'This cannot be done to one’s own account; ask another administrator.' },
  'person-changed': { zh: '这个账号刚被别人改过，请查看最新情况后再改。', en: 'Someone else has just changed this account; look at it as it is now.' },
  'receiver-inside': {
    zh: '地址要以 https:// 开头，并且不能指向内部网络。',
    en: 'The address has to begin with https:// and must not lead into an inside network.',
  },
  'webhook-unknown': { zh: '没有这个推送地址。', en: 'There is no such webhook.' },
  'webhooks-too-many': { zh: '推送地址最多 {most} 个，请先停用不用的。', en: 'At most {most} webhooks; end one that is not needed.' },
  'subscriptions-too-many': { zh: '最多关注 {most} 张工单，请先取消不再需要的。', en: 'At most {most} orders are followed; end one that is not needed.' },
} as const;
