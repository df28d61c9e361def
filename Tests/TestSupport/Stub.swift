public let testSupportStub = 1
