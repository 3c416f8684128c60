/// What Basin can fill in. The raw value is the column's name.
package enum DerivedValue: String, Sendable, Codable, CaseIterable {
    case userAgentFamily = "ua_family"
    case userAgentMajor = "ua_major"
    case userAgentSystem = "ua_os"
    case userAgentDevice = "ua_device"
    case userAgentIsBot = "ua_is_bot"
    case referrerMedium = "referrer_medium"
    case referrerHost = "referrer_host"
    case campaignSource = "utm_source"
    case campaignMedium = "utm_medium"
    case campaignName = "utm_campaign"
    case campaignTerm = "utm_term"
    case campaignContent = "utm_content"
    case geoCountry = "geo_country"
    case geoRegion = "geo_region"
    case geoCity = "geo_city"
    case correctedTime = "corrected_time"

    package var enrichment: Enrichment {
        switch self {
        case .userAgentFamily, .userAgentMajor, .userAgentSystem, .userAgentDevice, .userAgentIsBot: .userAgent
        case .referrerMedium, .referrerHost: .referrer
        case .campaignSource, .campaignMedium, .campaignName, .campaignTerm, .campaignContent: .campaign
        case .geoCountry, .geoRegion, .geoCity: .geo
        case .correctedTime: .clockSkew
        }
    }

    package var type: FieldType {
        switch self {
        case .userAgentIsBot: .bool
        case .correctedTime: .timestamp
        default: .string
        }
    }

    /// For people; a definition may say it better.
    package var description: String {
        switch self {
        case .userAgentFamily: "Browser or program."
        case .userAgentMajor: "Its major version."
        case .userAgentSystem: "Operating system."
        case .userAgentDevice: "Device."
        case .userAgentIsBot: "A known crawler, or another program that is no person."
        case .referrerMedium: "Internal: a page of the same site; unknown: any other."
        case .referrerHost: "Host of the page that led here."
        case .campaignSource: "Campaign: who sent the visitor."
        case .campaignMedium: "Campaign: by which means."
        case .campaignName: "Campaign: its name."
        case .campaignTerm: "Campaign: the search term that was paid for."
        case .campaignContent: "Campaign: which of its links."
        case .geoCountry: "Country of the address, ISO 3166-1."
        case .geoRegion: "Region of the address, ISO 3166-2."
        case .geoCity: "City of the address, in English."
        case .correctedTime: "When it happened by the server's clock: received − (sent − event time)."
        }
    }
}
