import type { Sentences } from '@dougong/kernel/messages';

/** Devices that scan, and outside systems. */
export const zhCNConnections: Sentences = {
  scan_needs_key: '扫码数据只能由设备用程序账号的密钥上报。请在“密钥”里为它建一个。',
  scan_from_the_future: '设备时钟快了 {minutes} 分钟以上，时间不可信。请校准设备时钟。',
  unknown_scan_point: '没有“{point}”这个扫码点。请把设备设为已发布的扫码点。',
  scan_names_nothing: '条码“{code}”在这个扫码点查不到，或没有查看权限。',
  scan_names_several: '有不止一张“{form}”带有条码“{code}”。请让条码唯一。',
  scan_event_reused: '设备把这个编号用在了另一次扫码上。请给每次扫码单独的编号。',
  scan_settled: '这条扫码已经有人处理完，或正在处理。请刷新列表。',
};
