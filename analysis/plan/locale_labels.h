// What plans in other languages call their sections, fields and statuses: the main roles, as people
// write them. Names are normalised when they are read, so case and trailing colons are no matter.
//
// Only words that can mean nothing else as a whole heading or label. Included by vocabulary.cpp
// alone.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "analysis/plan/label.h"
#include "analysis/plan/status.h"

namespace pland::plan {

struct LocaleLabels {
  std::string_view locale;
  std::span<const std::pair<SectionRole, std::string_view>> sections;
  std::span<const std::pair<FieldRole, std::string_view>> fields;
  std::span<const std::pair<Status, std::string_view>> statuses;
};

// clang-format off
inline constexpr std::pair<SectionRole, std::string_view> german_sections[] = {
  {SectionRole::purpose, "Zweck | Zweck dieses Dokuments | Ziel des Dokuments"},
  {SectionRole::vision, "Vision | Leitbild | Zielbild"},
  {SectionRole::themes, "Themen | Strategische Themen | Schwerpunkte | Handlungsfelder"},
  {SectionRole::milestones, "Meilensteine | Zeitplan | Fahrplan | Quartalsziele"},
  {SectionRole::initiatives, "Initiativen | Vorhaben | Maßnahmen"},
  {SectionRole::success_metrics, "Erfolgsmetriken | Erfolgskennzahlen | Kennzahlen | Messgrößen"},
  {SectionRole::criteria, "Erfolgskriterien | Akzeptanzkriterien | Abnahmekriterien"},
  {SectionRole::key_results, "Schlüsselergebnisse"},
  {SectionRole::non_goals, "Nicht-Ziele | Nichtziele | Was wir nicht tun | Abgrenzung"},
  {SectionRole::risks, "Risiken | Risiken und Maßnahmen"},
  {SectionRole::dependencies, "Abhängigkeiten"},
  {SectionRole::decisions, "Entscheidungen | Strategische Entscheidungen"},
  {SectionRole::next_steps, "Nächste Schritte"},
  {SectionRole::completed, "Abgeschlossen | Erledigt"},
  {SectionRole::in_progress, "In Arbeit | Laufend"},
  {SectionRole::later, "Später"},
  {SectionRole::revision, "Änderungshistorie | Versionshistorie | Dokumenthistorie"},
  {SectionRole::open_questions, "Offene Fragen | Offene Punkte"},
  {SectionRole::context, "Kontext | Hintergrund | Ausgangslage"},
};
inline constexpr std::pair<FieldRole, std::string_view> german_fields[] = {
  {FieldRole::owner, "Verantwortlich | Verantwortliche | Verantwortlicher | Zuständig"},
  {FieldRole::priority, "Priorität"},
  {FieldRole::date, "Datum"},
  {FieldRole::last_updated, "Zuletzt aktualisiert | Letzte Aktualisierung | Stand"},
  {FieldRole::next_review, "Nächste Überprüfung | Nächste Prüfung | Nächstes Review"},
  {FieldRole::target_date, "Fällig | Fällig am | Zieltermin | Zieldatum | Termin | Frist"},
  {FieldRole::start, "Beginn | Startdatum"},
  {FieldRole::goal, "Ziel"},
  {FieldRole::rationale, "Begründung"},
  {FieldRole::why_not, "Warum nicht"},
  {FieldRole::baseline, "Ausgangswert"},
  {FieldRole::target, "Zielwert"},
  {FieldRole::current_value, "Aktueller Wert | Istwert"},
  {FieldRole::likelihood, "Eintrittswahrscheinlichkeit | Wahrscheinlichkeit"},
  {FieldRole::impact, "Auswirkung | Auswirkungen"},
  {FieldRole::mitigation, "Gegenmaßnahme | Gegenmaßnahmen"},
  {FieldRole::risk, "Risiko"},
  {FieldRole::depends_on, "Hängt ab von | Abhängig von"},
  {FieldRole::success_metrics, "Erfolgsmetriken | Erfolgskennzahlen"},
  {FieldRole::decision, "Entscheidung"},
  {FieldRole::description, "Beschreibung"},
};
inline constexpr std::pair<Status, std::string_view> german_statuses[] = {
  {Status::done, "erledigt | abgeschlossen | fertig | umgesetzt"},
  {Status::doing, "in Arbeit | laufend | läuft | in Bearbeitung"},
  {Status::todo, "offen | geplant | ausstehend"},
  {Status::blocked, "blockiert"},
  {Status::at_risk, "gefährdet"},
  {Status::deferred, "verschoben | zurückgestellt"},
  {Status::dropped, "verworfen | abgebrochen | gestrichen"},
  {Status::draft, "Entwurf | vorgeschlagen"},
  {Status::superseded, "ersetzt | überholt"},
};

inline constexpr std::pair<SectionRole, std::string_view> spanish_sections[] = {
  {SectionRole::purpose, "Propósito | Objetivo de este documento"},
  {SectionRole::vision, "Visión"},
  {SectionRole::themes, "Temas estratégicos | Pilares | Ejes estratégicos"},
  {SectionRole::milestones, "Hitos | Hoja de ruta | Cronograma"},
  {SectionRole::initiatives, "Iniciativas"},
  {SectionRole::success_metrics, "Métricas de éxito | Indicadores de éxito | Métricas clave"},
  {SectionRole::criteria, "Criterios de aceptación | Criterios de éxito"},
  {SectionRole::key_results, "Resultados clave"},
  {SectionRole::non_goals, "Fuera de alcance | Lo que no haremos"},
  {SectionRole::risks, "Riesgos"},
  {SectionRole::dependencies, "Dependencias"},
  {SectionRole::decisions, "Decisiones"},
  {SectionRole::next_steps, "Próximos pasos | Siguientes pasos"},
  {SectionRole::completed, "Completado | Completadas"},
  {SectionRole::in_progress, "En curso | En progreso"},
  {SectionRole::later, "Más adelante"},
  {SectionRole::revision, "Historial de cambios | Historial de revisiones"},
  {SectionRole::open_questions, "Preguntas abiertas"},
  {SectionRole::context, "Contexto"},
};
inline constexpr std::pair<FieldRole, std::string_view> spanish_fields[] = {
  {FieldRole::status, "Estado"},
  {FieldRole::owner, "Responsable | Responsables"},
  {FieldRole::priority, "Prioridad"},
  {FieldRole::date, "Fecha"},
  {FieldRole::last_updated, "Última actualización"},
  {FieldRole::next_review, "Próxima revisión"},
  {FieldRole::target_date, "Fecha límite | Fecha objetivo | Vence"},
  {FieldRole::start, "Inicio | Fecha de inicio"},
  {FieldRole::goal, "Meta"},
  {FieldRole::rationale, "Justificación"},
  {FieldRole::baseline, "Línea base | Valor inicial"},
  {FieldRole::target, "Valor objetivo"},
  {FieldRole::current_value, "Valor actual"},
  {FieldRole::likelihood, "Probabilidad"},
  {FieldRole::impact, "Impacto"},
  {FieldRole::mitigation, "Mitigación"},
  {FieldRole::risk, "Riesgo"},
  {FieldRole::depends_on, "Depende de"},
  {FieldRole::success_metrics, "Métricas de éxito"},
  {FieldRole::decision, "Decisión"},
  {FieldRole::description, "Descripción"},
};
inline constexpr std::pair<Status, std::string_view> spanish_statuses[] = {
  {Status::done, "hecho | completado | completada | terminado | terminada"},
  {Status::doing, "en curso | en progreso"},
  {Status::todo, "pendiente | planificado | planificada | por hacer"},
  {Status::blocked, "bloqueado | bloqueada"},
  {Status::at_risk, "en riesgo"},
  {Status::deferred, "aplazado | aplazada | pospuesto | pospuesta"},
  {Status::dropped, "cancelado | cancelada | descartado | descartada"},
  {Status::draft, "borrador | propuesto | propuesta"},
};

inline constexpr std::pair<SectionRole, std::string_view> french_sections[] = {
  {SectionRole::purpose, "But de ce document | Objet du document"},
  {SectionRole::themes, "Thèmes stratégiques | Axes stratégiques | Piliers"},
  {SectionRole::milestones, "Jalons | Feuille de route | Calendrier"},
  {SectionRole::success_metrics, "Indicateurs de succès | Indicateurs de réussite | Indicateurs clés"},
  {SectionRole::criteria, "Critères d'acceptation | Critères de succès | Critères de réussite"},
  {SectionRole::key_results, "Résultats clés"},
  {SectionRole::non_goals, "Hors périmètre | Ce que nous ne faisons pas"},
  {SectionRole::risks, "Risques"},
  {SectionRole::dependencies, "Dépendances"},
  {SectionRole::decisions, "Décisions"},
  {SectionRole::next_steps, "Prochaines étapes"},
  {SectionRole::completed, "Terminé | Terminés | Réalisé"},
  {SectionRole::in_progress, "En cours"},
  {SectionRole::later, "Plus tard"},
  {SectionRole::revision, "Historique des révisions | Historique des modifications"},
  {SectionRole::open_questions, "Questions ouvertes"},
  {SectionRole::context, "Contexte"},
};
inline constexpr std::pair<FieldRole, std::string_view> french_fields[] = {
  {FieldRole::status, "Statut | État"},
  {FieldRole::owner, "Responsable | Responsables"},
  {FieldRole::priority, "Priorité"},
  {FieldRole::last_updated, "Dernière mise à jour"},
  {FieldRole::next_review, "Prochaine revue | Prochaine révision"},
  {FieldRole::target_date, "Échéance | Date cible | Date limite"},
  {FieldRole::start, "Début | Date de début"},
  {FieldRole::goal, "But"},
  {FieldRole::rationale, "Justification"},
  {FieldRole::baseline, "Valeur de départ | Valeur initiale"},
  {FieldRole::target, "Valeur cible | Cible"},
  {FieldRole::current_value, "Valeur actuelle"},
  {FieldRole::likelihood, "Probabilité"},
  {FieldRole::mitigation, "Atténuation | Mesures d'atténuation"},
  {FieldRole::risk, "Risque"},
  {FieldRole::depends_on, "Dépend de"},
  {FieldRole::success_metrics, "Indicateurs de succès"},
  {FieldRole::decision, "Décision"},
};
inline constexpr std::pair<Status, std::string_view> french_statuses[] = {
  {Status::done, "terminé | terminée | fait | livré | livrée"},
  {Status::doing, "en cours"},
  {Status::todo, "à faire | prévu | prévue | planifié | planifiée"},
  {Status::blocked, "bloqué | bloquée"},
  {Status::at_risk, "à risque"},
  {Status::deferred, "reporté | reportée"},
  {Status::dropped, "annulé | annulée | abandonné | abandonnée"},
  {Status::draft, "brouillon | proposé | proposée"},
};

inline constexpr std::pair<SectionRole, std::string_view> portuguese_sections[] = {
  {SectionRole::purpose, "Propósito | Objetivo deste documento"},
  {SectionRole::vision, "Visão"},
  {SectionRole::themes, "Temas estratégicos | Pilares"},
  {SectionRole::milestones, "Marcos | Roteiro | Cronograma"},
  {SectionRole::initiatives, "Iniciativas"},
  {SectionRole::success_metrics, "Métricas de sucesso | Indicadores de sucesso"},
  {SectionRole::criteria, "Critérios de aceitação | Critérios de sucesso"},
  {SectionRole::key_results, "Resultados-chave | Resultados chave"},
  {SectionRole::non_goals, "Fora de escopo | O que não faremos"},
  {SectionRole::risks, "Riscos"},
  {SectionRole::dependencies, "Dependências"},
  {SectionRole::decisions, "Decisões"},
  {SectionRole::next_steps, "Próximos passos"},
  {SectionRole::completed, "Concluído | Concluídos"},
  {SectionRole::in_progress, "Em andamento"},
  {SectionRole::later, "Mais tarde"},
  {SectionRole::revision, "Histórico de revisões | Histórico de alterações"},
  {SectionRole::open_questions, "Perguntas em aberto | Questões em aberto"},
  {SectionRole::context, "Contexto"},
};
inline constexpr std::pair<FieldRole, std::string_view> portuguese_fields[] = {
  {FieldRole::status, "Situação"},
  {FieldRole::owner, "Responsável | Responsáveis"},
  {FieldRole::priority, "Prioridade"},
  {FieldRole::date, "Data"},
  {FieldRole::last_updated, "Última atualização"},
  {FieldRole::next_review, "Próxima revisão"},
  {FieldRole::target_date, "Prazo | Data alvo | Data limite"},
  {FieldRole::start, "Início | Data de início"},
  {FieldRole::goal, "Meta"},
  {FieldRole::rationale, "Justificativa"},
  {FieldRole::baseline, "Linha de base | Valor inicial"},
  {FieldRole::target, "Valor alvo"},
  {FieldRole::current_value, "Valor atual"},
  {FieldRole::likelihood, "Probabilidade"},
  {FieldRole::impact, "Impacto"},
  {FieldRole::mitigation, "Mitigação"},
  {FieldRole::risk, "Risco"},
  {FieldRole::depends_on, "Depende de"},
  {FieldRole::success_metrics, "Métricas de sucesso"},
  {FieldRole::decision, "Decisão"},
  {FieldRole::description, "Descrição"},
};
inline constexpr std::pair<Status, std::string_view> portuguese_statuses[] = {
  {Status::done, "concluído | concluída | feito | feita | entregue"},
  {Status::doing, "em andamento | em progresso"},
  {Status::todo, "pendente | planejado | planejada | a fazer"},
  {Status::blocked, "bloqueado | bloqueada"},
  {Status::at_risk, "em risco"},
  {Status::deferred, "adiado | adiada"},
  {Status::dropped, "cancelado | cancelada | descartado | descartada"},
  {Status::draft, "rascunho | proposto | proposta"},
};

inline constexpr std::pair<SectionRole, std::string_view> japanese_sections[] = {
  {SectionRole::purpose, "目的 | このドキュメントの目的"},
  {SectionRole::vision, "ビジョン"},
  {SectionRole::themes, "テーマ | 戦略テーマ"},
  {SectionRole::milestones, "マイルストーン | ロードマップ | スケジュール"},
  {SectionRole::initiatives, "施策 | 取り組み"},
  {SectionRole::success_metrics, "成功指標 | 評価指標 | 重要指標"},
  {SectionRole::criteria, "完了条件 | 受け入れ条件 | 受入基準"},
  {SectionRole::key_results, "主要な結果"},
  {SectionRole::non_goals, "やらないこと | 対象外 | スコープ外"},
  {SectionRole::risks, "リスク"},
  {SectionRole::dependencies, "依存関係"},
  {SectionRole::decisions, "決定事項 | 意思決定"},
  {SectionRole::next_steps, "次のステップ | 今後の予定"},
  {SectionRole::completed, "完了 | 完了済み"},
  {SectionRole::in_progress, "進行中"},
  {SectionRole::later, "将来"},
  {SectionRole::revision, "改訂履歴 | 変更履歴 | 更新履歴"},
  {SectionRole::open_questions, "未解決の課題 | 検討事項"},
  {SectionRole::context, "背景"},
};
inline constexpr std::pair<FieldRole, std::string_view> japanese_fields[] = {
  {FieldRole::status, "ステータス | 状態 | 状況"},
  {FieldRole::owner, "担当 | 担当者 | 責任者 | オーナー"},
  {FieldRole::priority, "優先度"},
  {FieldRole::date, "日付"},
  {FieldRole::last_updated, "最終更新 | 最終更新日"},
  {FieldRole::next_review, "次回レビュー | 次回見直し"},
  {FieldRole::target_date, "期限 | 期日 | 目標日"},
  {FieldRole::start, "開始日"},
  {FieldRole::goal, "目標 | ゴール"},
  {FieldRole::rationale, "理由"},
  {FieldRole::baseline, "基準値 | ベースライン"},
  {FieldRole::target, "目標値"},
  {FieldRole::current_value, "現在値"},
  {FieldRole::likelihood, "発生確率 | 可能性"},
  {FieldRole::impact, "影響 | 影響度"},
  {FieldRole::mitigation, "対策 | 軽減策"},
  {FieldRole::risk, "リスク"},
  {FieldRole::depends_on, "依存先"},
  {FieldRole::success_metrics, "成功指標"},
  {FieldRole::decision, "決定"},
  {FieldRole::description, "説明"},
};
inline constexpr std::pair<Status, std::string_view> japanese_statuses[] = {
  {Status::done, "完了 | 完了済み | 済"},
  {Status::doing, "進行中 | 作業中 | 対応中"},
  {Status::todo, "未着手 | 予定 | 未対応"},
  {Status::blocked, "ブロック中 | 保留中"},
  {Status::deferred, "延期"},
  {Status::dropped, "中止 | 却下"},
  {Status::draft, "下書き | 提案中"},
};

inline constexpr std::pair<SectionRole, std::string_view> chinese_sections[] = {
  {SectionRole::purpose, "目的 | 文档目的"},
  {SectionRole::vision, "愿景"},
  {SectionRole::themes, "主题 | 战略主题"},
  {SectionRole::milestones, "里程碑 | 路线图 | 时间表"},
  {SectionRole::initiatives, "举措"},
  {SectionRole::success_metrics, "成功指标 | 衡量指标 | 关键指标"},
  {SectionRole::criteria, "验收标准 | 完成标准"},
  {SectionRole::key_results, "关键结果 | 关键成果"},
  {SectionRole::non_goals, "非目标 | 不做什么 | 不在范围内"},
  {SectionRole::risks, "风险"},
  {SectionRole::dependencies, "依赖 | 依赖关系"},
  {SectionRole::decisions, "决策 | 决定"},
  {SectionRole::next_steps, "下一步 | 后续步骤"},
  {SectionRole::completed, "已完成"},
  {SectionRole::in_progress, "进行中"},
  {SectionRole::later, "以后"},
  {SectionRole::revision, "修订历史 | 变更历史 | 更新历史"},
  {SectionRole::open_questions, "待定问题 | 未决问题"},
  {SectionRole::context, "背景"},
};
inline constexpr std::pair<FieldRole, std::string_view> chinese_fields[] = {
  {FieldRole::status, "状态"},
  {FieldRole::owner, "负责人"},
  {FieldRole::priority, "优先级"},
  {FieldRole::date, "日期"},
  {FieldRole::last_updated, "最后更新 | 更新日期 | 更新时间"},
  {FieldRole::next_review, "下次评审 | 下次审查"},
  {FieldRole::target_date, "截止日期 | 目标日期"},
  {FieldRole::start, "开始日期"},
  {FieldRole::goal, "目标"},
  {FieldRole::rationale, "理由"},
  {FieldRole::baseline, "基线 | 基准值"},
  {FieldRole::target, "目标值"},
  {FieldRole::current_value, "当前值"},
  {FieldRole::likelihood, "可能性 | 概率"},
  {FieldRole::impact, "影响"},
  {FieldRole::mitigation, "缓解措施 | 应对措施"},
  {FieldRole::risk, "风险"},
  {FieldRole::depends_on, "依赖于"},
  {FieldRole::success_metrics, "成功指标"},
  {FieldRole::decision, "决定"},
  {FieldRole::description, "描述"},
};
inline constexpr std::pair<Status, std::string_view> chinese_statuses[] = {
  {Status::done, "已完成 | 完成"},
  {Status::doing, "进行中"},
  {Status::todo, "未开始 | 待办 | 计划中"},
  {Status::blocked, "阻塞 | 受阻"},
  {Status::deferred, "推迟 | 延期"},
  {Status::dropped, "取消 | 已取消"},
  {Status::draft, "草稿 | 提议"},
};
// clang-format on

inline constexpr LocaleLabels locale_labels[] = {
    {"de", german_sections, german_fields, german_statuses},
    {"es", spanish_sections, spanish_fields, spanish_statuses},
    {"fr", french_sections, french_fields, french_statuses},
    {"pt", portuguese_sections, portuguese_fields, portuguese_statuses},
    {"ja", japanese_sections, japanese_fields, japanese_statuses},
    {"zh", chinese_sections, chinese_fields, chinese_statuses},
};

}  // namespace pland::plan
