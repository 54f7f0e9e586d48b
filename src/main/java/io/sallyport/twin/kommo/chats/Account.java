package io.sallyport.twin.kommo.chats;

/**
 * A Kommo account with one manager and one source.
 *
 * @param amojoId the account in the Chats API
 * @param id the account in REST
 * @param apiToken the Bearer token of the integration in this account
 * @param source external id of the account's WhatsApp source
 * @param managerId the manager's amojo id
 */
public record Account(
    String amojoId,
    long id,
    String name,
    String apiToken,
    String source,
    String managerId,
    String managerName) {}
