package io.sallyport.consent;

import java.util.List;
import java.util.Map;

/**
 * Consent keywords by language (ISO 639-1).
 *
 * <p>Only words that can hardly mean anything else. "No", "cancel", "end", "quit", "basta", "RET"
 * and the like answer ordinary questions and stand on ordinary buttons; "alta" and "sign me up"
 * would opt in a contact who chose a priority or a course. A business that never asks such
 * questions can configure them.
 */
final class BuiltInKeywords {

  static final Map<String, List<String>> OPT_OUT =
      Map.ofEntries(
          Map.entry(
              "en",
              List.of(
                  "STOP",
                  "STOPALL",
                  "STOP ALL",
                  "STOP PROMOTIONS",
                  "STOP MARKETING",
                  "UNSUBSCRIBE",
                  "OPT OUT",
                  "OPT-OUT",
                  "OPTOUT")),
          Map.entry(
              "es",
              List.of(
                  "PARAR",
                  "BAJA",
                  "DARME DE BAJA",
                  "DARSE DE BAJA",
                  "CANCELAR SUSCRIPCIÓN",
                  "CANCELAR SUSCRIPCION",
                  "DETENER PROMOCIONES")),
          Map.entry(
              "pt",
              List.of(
                  "PARAR",
                  "SAIR",
                  "DESCADASTRAR",
                  "CANCELAR INSCRIÇÃO",
                  "CANCELAR INSCRICAO",
                  "PARAR PROMOÇÕES",
                  "PARAR PROMOCOES")),
          Map.entry(
              "fr",
              List.of(
                  "STOP",
                  "ARRÊTER",
                  "ARRETER",
                  "DÉSABONNER",
                  "DESABONNER",
                  "ME DÉSABONNER",
                  "ME DESABONNER",
                  "SE DÉSABONNER",
                  "SE DESABONNER",
                  "DÉSINSCRIRE",
                  "DESINSCRIRE")),
          Map.entry("de", List.of("STOP", "STOPP", "ABMELDEN", "ABBESTELLEN", "KEINE WERBUNG")),
          Map.entry(
              "it",
              List.of(
                  "STOP",
                  "DISISCRIVIMI",
                  "DISISCRIVITI",
                  "ANNULLA ISCRIZIONE",
                  "INTERROMPI PROMOZIONI")),
          Map.entry("nl", List.of("STOP", "AFMELDEN", "UITSCHRIJVEN", "STOP PROMOTIES")),
          Map.entry("pl", List.of("STOP", "WYPISZ", "WYPISZ MNIE", "ZATRZYMAJ PROMOCJE")),
          Map.entry(
              "ru", List.of("СТОП", "ОТПИСАТЬСЯ", "ОТПИСКА", "ОТПИШИТЕ МЕНЯ", "ОТКАЗ ОТ РАССЫЛКИ")),
          Map.entry(
              "tr",
              List.of(
                  "STOP",
                  "DURDUR",
                  "ABONELİKTEN ÇIK",
                  "ABONELIKTEN CIK",
                  "LİSTEDEN ÇIK",
                  "LISTEDEN CIK")),
          Map.entry("id", List.of("STOP", "BERHENTI", "BERHENTI BERLANGGANAN", "HENTIKAN PROMOSI")),
          Map.entry(
              "hi",
              List.of(
                  "स्टॉप",
                  "रोकें",
                  "सदस्यता समाप्त करें",
                  "सदस्यता रद्द करें",
                  "प्रमोशन बंद करें")),
          Map.entry(
              "ar",
              List.of(
                  "توقف",
                  "إيقاف",
                  "ايقاف",
                  "إلغاء الاشتراك",
                  "الغاء الاشتراك",
                  "إيقاف العروض",
                  "ايقاف العروض")));

  static final Map<String, List<String>> OPT_IN =
      Map.ofEntries(
          Map.entry(
              "en",
              List.of(
                  "START",
                  "UNSTOP",
                  "SUBSCRIBE",
                  "RESUBSCRIBE",
                  "OPT IN",
                  "OPT-IN",
                  "OPTIN",
                  "RESUME PROMOTIONS")),
          Map.entry("es", List.of("SUSCRIBIRME", "DARME DE ALTA", "REANUDAR PROMOCIONES")),
          Map.entry(
              "pt",
              List.of(
                  "RECEBER PROMOÇÕES",
                  "RECEBER PROMOCOES",
                  "RETOMAR PROMOÇÕES",
                  "RETOMAR PROMOCOES")),
          Map.entry(
              "fr",
              List.of("M'ABONNER", "ME RÉABONNER", "ME REABONNER", "RECEVOIR LES PROMOTIONS")),
          Map.entry("de", List.of("ABONNIEREN", "WERBUNG ERLAUBEN")),
          Map.entry("it", List.of("RICEVI PROMOZIONI", "RIPRENDI PROMOZIONI")),
          Map.entry("nl", List.of("ABONNEREN", "PROMOTIES HERVATTEN")),
          Map.entry("pl", List.of("SUBSKRYBUJ", "WZNÓW PROMOCJE", "WZNOW PROMOCJE")),
          Map.entry("ru", List.of("ПОДПИСАТЬСЯ", "ПОДПИШИТЕ МЕНЯ")),
          Map.entry("tr", List.of("ABONE OL", "YENİDEN ABONE OL")),
          Map.entry("id", List.of("BERLANGGANAN", "LANJUTKAN PROMOSI")),
          Map.entry("hi", List.of("सदस्यता लें", "प्रमोशन शुरू करें")),
          Map.entry("ar", List.of("اشترك", "إعادة الاشتراك", "اعادة الاشتراك")));

  private BuiltInKeywords() {}
}
