import type { Sentences } from '@dougong/kernel/messages';

/** Sentences about accounts, sessions and keys, for people who read Chinese. */
export const zhCNIdentity: Sentences = {
  // Passwords
  password_too_short: '密码太短，只有 {length} 个字符。请至少用 {min} 个字符。',
  password_common: '这个密码太常见，最先被人尝试。请换一个别人想不到的。',
  password_tells_owner: '密码与账号或姓名太接近。请换一个。',
  password_used_before: '这个密码以前用过。请换一个新的。',
  password_wrong: '密码不对。请检查大小写后重新输入。',
  password_change_required: '密码需要更换。请设置一个新密码。',
  account_without_password: '这个账号没有密码，本人从外部系统登录。',

  // Second factors
  code_required: '请输入验证器上显示的验证码，或一个恢复码。',
  wrong_code: '验证码不对或已经用过。请等下一个验证码再输入。',
  second_factor_setup: '登录需要两步验证。请把密钥加入验证器，再输入它显示的验证码。',
  second_factor_there: '已经设置了两步验证。请先移除再重新设置。',
  second_factor_required: '系统要求两步验证，不能移除。',
  secret_key_missing: '系统没有用来加密的密钥。请管理员设置 DOUGONG_SECRET_KEY。',
  secret_key_other: '加密时用的是另一把密钥。请管理员恢复原来的 DOUGONG_SECRET_KEY。',

  // Keys of programs
  key_from_elsewhere: '这个密钥不允许从 {ip} 使用。请管理员把该地址加入密钥的地址清单。',
  beyond_key_scope: '这个密钥的范围不包括这项操作。请管理员另发一个包括它的密钥。',
  key_not_in_use: '这个密钥已吊销或已被替换。请新建一个。',
  not_an_address: '“{address}”不是地址也不是网段。请写成 192.0.2.7 或 192.0.2.0/24。',
  key_expired_already: '这个有效期已经过去。请选一个更晚的日期。',

  // People
  stale_policy: '这些规则刚被别人改过。请重新载入，看过现在的内容再改。',
  last_administrator: '这样就没有管理员了。请先把管理角色交给别人。',
  invitation_over: '链接已经用过或已过期。请管理员重新发一个。',
  people_columns_missing: '第一行至少要有“账号”和“姓名”两列。请补上。',
  people_too_many: '文件里超过 {max} 人。请分成几个文件。',
  login_unusable: '“{value}”不能作账号。请用字母、数字、点、横线、下划线或邮箱地址。',
  login_of_program: '“{value}”是程序用的服务账号。请给这个人换一个账号。',
  login_twice: '“{value}”在文件里出现了两次。请只留一行。',
  person_name_missing: '姓名没有填，或超过 100 个字符。请填写。',
  email_unusable: '“{value}”不是邮箱地址。请写成 name@example.com。',
  unknown_department_name: '没有部门“{value}”。请按组织架构里的名称填写。',
  unknown_post_name: '没有岗位“{value}”。请按组织架构里的名称填写。',
  unknown_role_name: '没有角色“{value}”。请按角色清单里的名称填写。',

  // Providers outside
  provider_unreachable: '登录服务没有响应。请稍后再试，或用密码登录。',
  outside_attempt_over: '登录超时，或是在另一个窗口开始的。请重新开始。',
  outside_refused: '登录服务没有放行（{reason}）。请重新开始，或联系管理员。',
  outside_person_unknown: '这个身份没有关联任何账号。请管理员开通账号。',
  outside_person_left: '账号已停用。请联系管理员。',
  outside_person_unnamed: '登录服务没有给出可以作账号的名称。请联系管理员。',
  outside_login_taken: '已有账号“{login}”。请用它的密码登录，再在“我的账号”里关联。',
  outside_linked_already: '这个身份已经关联了账号。',
};
